const extensions = /\.(?:safetensors|gguf|onnx|pt2?|pth|ckpt|bin|pkl|pickle|joblib|skops|keras|h5|hdf5|weights|tflite|pb|ubj|json|txt|cbm|model|mlmodel|mlpackage|np[yz]|tar|gz|zip|xz|bz2|lz4|nemo|engine|msgpack|dvc)$/i;
/** What tools put behind a name: counters, dates, the part of a sharded file, which of a run's checkpoints it is. */
const suffix = /[-_.]?(?:\d{5}-of-\d{5}|(?:epochs?|steps?|iter(?:ation)?s?|ckpt|checkpoint|global_step)[-_=]?\d+|(?:val_|train_)?(?:loss|acc|accuracy|auc|f1|mAP)[-_=]\d+(?:\.\d+)?)$|[-_.](?:v\d+|best|last|latest|final|\d{4}-?\d\d-?\d\d(?:[-_T]?\d\d[-_:]?\d\d[-_:]?\d\d)?)$/i;
const genericWords = new Set([
	'model', 'models', 'pytorch_model', 'tf_model', 'flax_model', 'adapter_model', 'adapter', 'diffusion_pytorch_model', 'saved_model', 'savedmodel', 'saved_models', 'consolidated',
	'state_dict', 'net', 'network', 'clf', 'estimator', 'best', 'best_model', 'model_best', 'last', 'last_model', 'latest', 'final', 'final_model', 'model_final', 'trained', 'trained_model', 'trained_models',
	'checkpoint', 'checkpoints', 'ckpt', 'ckpts', 'weights', 'output', 'outputs', 'out', 'result', 'results', 'run', 'runs', 'multirun', 'artifact', 'artifacts', 'log', 'logs', 'lightning_logs', 'tb_logs', 'mlruns', 'wandb',
	'files', 'data', 'dist', 'build', 'src', 'tmp', 'temp', 'export', 'exports', 'exported', 'train', 'training', 'detect', 'segment', 'classify', 'pose', 'obb', 'bin', 'experiments', 'experiment', 'exp', 'save', 'saves', 'saved', 'snapshots', 'blobs', 'default', 'dvclive', 'notebooks',
]);
const genericShapes = /^(?:\..*|[\d\W_]+|(?:version|exp|run|train|trial|fold|job|predict|val|model|epoch|step|iter|checkpoint|ckpt|global_step|consolidated|iteration)[-_.=]?\d+|(?:epoch|step|iter|best|last)[-_=].*=.*|(?:epoch|step)=.*|m-[0-9a-f]{32}|[0-9a-f]{16,}|(?:offline-)?run-\d{8}_\d{6}-\w+|\d{4}-\d\d-\d\d.*|\d{2}-\d{2}-\d{2})$/i;

/** A file's name without its extensions. */
export function stemOf(name: string): string {
	let stem = name;
	while (extensions.test(stem) && stem.replace(extensions, '') !== '') { stem = stem.replace(extensions, ''); }
	return stem;
}

/** A stem without what tools put behind it. */
export function plainStem(stem: string): string {
	let plain = stem;
	while (suffix.test(plain) && plain.replace(suffix, '') !== '') { plain = plain.replace(suffix, ''); }
	return plain;
}

/** Whether a file or folder of this name could be any model's: `model`, `best`, `checkpoint-500`, `outputs`, `version_0`. */
export function isGenericName(name: string): boolean {
	const plain = plainStem(name);
	return [name, plain].some(one => one === '' || genericWords.has(one.toLowerCase().replaceAll('-', '_')) || genericShapes.test(one));
}
