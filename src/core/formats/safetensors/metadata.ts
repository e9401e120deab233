import type { Input, Param, Source } from '../../model';
import type { FormatFacts } from '../format';
import { isRecord } from '../json';
import { parseJson } from '../../parse/parseJson';
import { scalarFromText, toMetadata, toParams } from '../params';

const FRAMEWORKS: Readonly<Record<string, string>> = { pt: 'pytorch', tf: 'tensorflow', flax: 'jax', jax: 'jax', mlx: 'mlx', np: 'numpy', paddle: 'paddle' };
/** What sd-scripts writes of the training data and of itself: facts, but no hyperparameters. */
const NOT_A_PARAM = /^(tag_frequency|bucket_info|datasets|dataset_dirs|reg_dataset_dirs|sd_model_name|sd_model_hash|new_sd_model_hash|vae_name|vae_hash|new_vae_hash|session_id|training_started_at|training_finished_at|output_name|training_comment|sd_scripts_commit_hash|num_train_images|num_reg_images|num_batches_per_epoch|steps|epoch|network_args)$/;

/** What the free `__metadata__` of a safetensors header says: who wrote it, kohya's `ss_*` (sd-scripts), Stability's `modelspec.*` (ModelSpec 1.0). */
export function metadataFacts(metadata: Readonly<Record<string, string>>, path: string): FormatFacts {
	const source = (field: string): Source => ({ tool: 'safetensors', path, field: `__metadata__.${field}` });
	const kohya = Object.keys(metadata).some(key => key.startsWith('ss_'));
	const title = metadata['modelspec.title'] ?? told(metadata['ss_output_name']);
	const adapter = metadata['ss_network_module'] !== undefined || /\/(lora|lycoris|textual-inversion|controlnet-lora)$/i.test(metadata['modelspec.architecture'] ?? '');
	const framework = FRAMEWORKS[metadata['format'] ?? ''] ?? (kohya ? 'pytorch' : undefined);
	return {
		...(framework ? { framework } : {}),
		...(kohya ? { library: 'sd-scripts' } : {}),
		...(adapter ? { kind: 'adapter' } : {}),
		...(title ? { suggestedName: title } : {}),
		metadata: toMetadata(metadata),
		params: kohyaParams(metadata, source),
		inputs: [...kohyaInputs(metadata, source), ...mergedFrom(metadata, source)],
	};
}

function kohyaParams(metadata: Readonly<Record<string, string>>, source: (field: string) => Source): Param[] {
	const params = Object.entries(metadata).flatMap(([key, text]): Param[] => {
		const name = key.startsWith('ss_') ? key.slice(3) : '';
		if (!name || NOT_A_PARAM.test(name) || text.startsWith('{') || text.startsWith('[')) { return []; }
		const { value, text: written } = scalarFromText(text);
		return value === null ? [] : [{ name, value, ...(written ? { text: written } : {}), source: source(key), certainty: 'certain' }];
	});
	const network = json(metadata['ss_network_args']);
	return isRecord(network) ? [...params, ...toParams({ network_args: network }, source('ss_network_args'))] : params;
}

function kohyaInputs(metadata: Readonly<Record<string, string>>, source: (field: string) => Source): Input[] {
	const inputs: Input[] = [];
	const base = told(metadata['ss_sd_model_name']);
	const hash = metadata['ss_new_sd_model_hash']?.toLowerCase();
	if (base ?? hash) {
		const relation = metadata['ss_network_module'] === undefined ? 'fine-tuned-from' : 'adapter-of';
		// The new hash is the SHA-256 of the whole base file: the address it has in a registry too.
		inputs.push({ relation, name: base ?? 'base model', ...(hash && /^[0-9a-f]{64}$/.test(hash) ? { digest: hash } : {}), source: source(base ? 'ss_sd_model_name' : 'ss_new_sd_model_hash'), certainty: 'certain' });
	}
	const folders = json(metadata['ss_dataset_dirs']);
	for (const name of isRecord(folders) ? Object.keys(folders).slice(0, 100) : []) {
		inputs.push({ relation: 'trained-on', name, source: source('ss_dataset_dirs'), certainty: 'certain' });
	}
	return inputs;
}

function mergedFrom(metadata: Readonly<Record<string, string>>, source: (field: string) => Source): Input[] {
	const parents = (metadata['modelspec.merged_from'] ?? '').split(',').map(name => name.trim()).filter(Boolean);
	return parents.slice(0, 100).map(name => ({ relation: 'merged-from', name, source: source('modelspec.merged_from'), certainty: 'certain' }));
}

/** kohya writes 'None' for nothing. */
function told(text: string | undefined): string | undefined {
	return text === undefined || text === 'None' || text === '' ? undefined : text;
}

function json(text: string | undefined): unknown {
	if (!text) { return undefined; }
	try {
		return parseJson(text);
	} catch {
		// Free text in a free field: then it says nothing that we know.
		return undefined;
	}
}
