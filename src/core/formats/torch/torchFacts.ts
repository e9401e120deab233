import type { Source, Warning } from '../../model';
import { counted, damaged } from '../damaged';
import type { FormatFacts } from '../format';
import { toMetadata, toParams } from '../params';
import { countParameters } from '../parameters';
import { toPlain } from '../pickle/plain';
import { safetyWarnings } from '../pickle/safety';
import type { Pickled } from '../pickle/pickled';
import { fieldsOf, isDict, qualifiedName } from '../pickle/value';
import { checkpointFacts, isArguments, record } from './checkpoint';
import { lightningFacts } from './lightning';
import type { NumberOf } from './scalars';
import { timmFacts } from './timm';
import { ultralyticsFacts } from './ultralytics';
import { isOptimizerState, weightsOf } from './weights';

const ADAPTER = /\.lora_(A|B|embedding_A|embedding_B)\b|\.(lora|adapter)_(up|down)\b|prompt_embeddings/;

/** The facts of what `torch.save` wrote, whatever wrapped it. Throws RegistryError 'damaged-file' where the pickle says nothing before it breaks off. */
export function torchFacts(file: { readonly workspacePath: string }, pickled: Pickled, numberOf: NumberOf): FormatFacts {
	const { value: root, globals, problem } = pickled;
	if (problem && root === undefined && globals.length === 0) { throw damaged(file, problem); }
	const source: Source = { tool: 'pytorch', path: file.workspacePath };
	const warnings: Warning[] = [
		...safetyWarnings(globals),
		...problem ? [{ code: 'partly-read', message: `Only a part of this file could be read: ${problem}.` }] : [],
	];
	if (isArguments(root)) {
		return { kind: 'training-arguments', framework: 'pytorch', ...library(qualifiedName(root)), summary: qualifiedName(root).split('.').at(-1) ?? '', params: toParams(record(toPlain(root)), source), warnings };
	}
	if (isOptimizerState(root)) { return { kind: 'optimizer-state', framework: 'pytorch', summary: 'state of an optimizer', warnings }; }
	const { tensors, containers, module } = weightsOf(root);
	const known = lightningFacts(root, numberOf, source) ?? ultralyticsFacts(root, numberOf, source) ?? timmFacts(root, numberOf, source);
	const plain = known ?? plainFacts(root, numberOf, source, containers.length > 0);
	const moduleName = qualifiedName(module);
	return {
		framework: 'pytorch', ...library(moduleName), ...plain,
		kind: tensors.some(tensor => ADAPTER.test(tensor.name)) ? 'adapter' : tensors.length === 0 && !known ? 'object' : plain.kind ?? 'model',
		tensors, ...(tensors.length ? { parameters: countParameters(tensors) } : {}),
		summary: [...moduleName ? [moduleName.split('.').at(-1) ?? ''] : [], counted(tensors.length, 'tensor')].join(', '),
		metadata: toMetadata({ ...(moduleName ? { class: moduleName } : {}), ...plain.metadata }),
		warnings,
	};
}

function plainFacts(root: Pickled['value'], numberOf: NumberOf, source: Source, wrapped: boolean): FormatFacts {
	// A bare state dict has nothing beside its weights; its buffers would pass for numbers of a training.
	if (!wrapped || !isDict(root)) { return {}; }
	const resumable = [...fieldsOf(root).keys()].some(key => /optim|scheduler|^epoch$|step|iter/i.test(key));
	return { kind: resumable ? 'checkpoint' : 'model', ...checkpointFacts(root, numberOf, source) };
}

const LIBRARIES = new Set(['transformers', 'peft', 'diffusers', 'timm', 'ultralytics', 'torchvision', 'sentence_transformers', 'trl', 'fastai', 'lightning', 'segmentation_models_pytorch', 'monai']);

function library(className: string): { readonly library?: string } {
	const name = className.split('.', 1)[0] ?? '';
	return LIBRARIES.has(name) ? { library: name.replaceAll('_', '-') } : {};
}
