import type { Facts, WorkspacePath } from '../model';
import { maxNameLength, modelKey, modelNamePattern } from '../records/names';

export interface NameQuestion {
	readonly facts: Pick<Facts, 'suggestedName'>;
	/** The file or folder that is to be registered. */
	readonly path: WorkspacePath;
	/** Versions that are registered already: of which model, and where they stood. */
	readonly siblings?: readonly { readonly model: string; readonly path: WorkspacePath }[];
}

/**
 * A name for the model that a file is a version of: that of a version which stood in the same place, else what the file says of itself, else
 * that of the newest sibling whose name differs in its counter only, else the file's stem, else the nearest folder's name that says something. Always a valid name.
 */
export function suggestModelName({ facts, path, siblings = [] }: NameQuestion): string {
	const parts = path.split('/').filter(part => part !== '');
	const folders = parts.slice(0, -1).reverse();
	const stem = stemOf(parts.at(-1) ?? '');
	const samePlace = siblings.findLast(one => one.path === path);
	const said = valid((facts.suggestedName ?? '').replace(/^(?:~|\.{1,2})?\/+(?:.*\/)?(?=[^/]+\/*$)/, ''));
	const candidates = [
		samePlace?.model,
		isGeneric(said) ? undefined : said,
		siblings.findLast(one => pattern(one.path) === pattern(path))?.model,
		...[stem, ...folders].map(part => (isGeneric(part) ? undefined : valid(plainStem(part)))),
	];
	const name = candidates.find(one => one !== undefined && one !== '') ?? (valid(plainStem(stem)) || 'model');
	// Names are unique without regard to case: the existing spelling wins.
	return siblings.find(one => modelKey(one.model) === modelKey(name))?.model ?? name;
}

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

function stemOf(name: string): string {
	let stem = name;
	while (extensions.test(stem) && stem.replace(extensions, '') !== '') { stem = stem.replace(extensions, ''); }
	return stem;
}

function plainStem(stem: string): string {
	let plain = stem;
	while (suffix.test(plain) && plain.replace(suffix, '') !== '') { plain = plain.replace(suffix, ''); }
	return plain;
}

function isGeneric(name: string): boolean {
	const plain = plainStem(name);
	return [name, plain].some(one => one === '' || genericWords.has(one.toLowerCase().replaceAll('-', '_')) || genericShapes.test(one));
}

/** A path with its counters blotted out: `ckpt/epoch=3.ckpt` and `ckpt/epoch=5.ckpt` are of one model. */
function pattern(path: WorkspacePath): string {
	return path.replace(/\d+/g, '#').toLowerCase();
}

function valid(text: string): string {
	const parts = text.normalize('NFC').split('/').map(part => part.replace(/[^\p{L}\p{N}._-]+/gu, '-').replace(/-{2,}/g, '-').replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, ''));
	const name = parts.filter(part => part !== '').join('/').slice(0, maxNameLength).replace(/[^\p{L}\p{N}]+$/u, '');
	return modelNamePattern.test(name) ? name : '';
}
