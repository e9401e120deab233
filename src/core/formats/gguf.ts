import type { Input, Param, Relation, Source, Warning } from '../model';
import { counted, grouped } from './damaged';
import type { FormatFacts, ModelFormat } from './format';
import { readGguf, type GgufHeader } from './gguf/header';
import { fileType, isQuantised } from './gguf/types';
import { elements } from './parameters';
import { toMetadata, toParams } from './params';

const SHARD = /-(\d{5})-of-(\d{5})\.gguf$/i;

/** GGUF (ggml docs/gguf.md): key-values and the table of tensors; vocabularies are passed over, weights never touched. */
export const gguf: ModelFormat = {
	name: 'gguf',
	title: 'GGUF',
	extensions: ['.gguf'],

	matches(candidate) {
		return candidate.head.toString('latin1', 0, 4) === 'GGUF' && candidate.size >= 24;
	},

	async read(candidate) {
		const { header, size } = await candidate.open(undefined, async file => ({ header: await readGguf(file), size: file.size }));
		const shard = SHARD.exec(candidate.name);
		const warnings: Warning[] = [
			...header.end > size ? [{ code: 'truncated', message: `Only ${grouped(size)} of ${grouped(header.end)} bytes are there: the file was cut short, probably while it was downloaded or copied.` }] : [],
			...shard && Number(shard[2]) > 1 ? [{ code: 'one-shard', message: `${candidate.name} is part ${Number(shard[1])} of ${Number(shard[2])} of a model: register its folder to keep the model whole.` }] : [],
		];
		return { ...factsOf(header, { tool: 'gguf', path: candidate.workspacePath }), warnings };
	},
};

function factsOf({ values, lengths, tensors, version }: GgufHeader, source: Source): FormatFacts {
	const text = (key: string): string | undefined => { const value = values.get(key); return typeof value === 'string' && value ? value : undefined; };
	const architecture = text('general.architecture');
	const adapter = text('general.type') === 'adapter';
	const quantisation = fileType(values.get('general.file_type')) ?? commonest(tensors.map(tensor => tensor.dtype).filter(isQuantised));
	const plain = Object.fromEntries([...values].filter(([key]) => key.startsWith('general.') || key.startsWith('split.') || /^tokenizer\.(ggml\.model|ggml\.pre|chat_template)$/.test(key)));
	const params = toParams(Object.fromEntries([...values].filter(([key]) => !(key in plain) && !key.startsWith('tokenizer.'))), source);
	return {
		kind: adapter ? 'adapter' : text('general.type') ?? 'model', framework: 'ggml', library: 'llama.cpp',
		tensors, parameters: tensors.reduce((sum, tensor) => sum + elements(tensor), 0),
		summary: [architecture, text('general.size_label'), quantisation, counted(tensors.length, 'tensor')].filter(Boolean).join(', '),
		metadata: toMetadata({ ...plain, ...(quantisation ? { 'general.file_type': quantisation } : {}), gguf_version: String(version), ...vocabulary(lengths) }),
		params: params.map((param): Param => ({ ...param, source: { ...source, field: param.name } })),
		inputs: inputsOf(text, values, adapter, source),
		...(text('general.name') ? { suggestedName: text('general.name') } : {}),
	};
}

function vocabulary(lengths: ReadonlyMap<string, number>): Record<string, string> {
	const tokens = lengths.get('tokenizer.ggml.tokens');
	return tokens === undefined ? {} : { vocabulary: grouped(tokens) };
}

/** What it was made of: `general.base_model.N.*`, `general.source.*` and the data, as the converter wrote them. */
function inputsOf(text: (key: string) => string | undefined, values: GgufHeader['values'], adapter: boolean, source: Source): Input[] {
	const listed = (stem: string, relation: Relation): Input[] => {
		const count = values.get(`${stem}.count`);
		return Array.from({ length: Math.min(typeof count === 'number' ? count : 0, 64) }, (_one, at): Input[] => {
			const key = `${stem}.${at}`;
			const uri = hubUri(text(`${key}.repo_url`) ?? text(`${key}.url`) ?? text(`${key}.doi`));
			const name = text(`${key}.name`) ?? uri;
			return name ? [{ relation, name, ...(uri ? { uri } : {}), source: { ...source, field: key }, certainty: 'certain' }] : [];
		}).flat();
	};
	const bases = listed('general.base_model', adapter ? 'adapter-of' : values.get('general.base_model.count') === 1 ? 'fine-tuned-from' : 'merged-from');
	const origin = hubUri(text('general.source.repo_url') ?? text('general.source.url') ?? text('general.source.doi'));
	const data = values.get('general.datasets');
	return [
		...bases,
		...origin ? [{ relation: 'converted-from', name: origin.replace(/^hf:\/\//, ''), uri: origin, source: { ...source, field: 'general.source' }, certainty: 'certain' } as const] : [],
		...listed('general.dataset', 'trained-on'),
		...(Array.isArray(data) ? data : []).filter(name => typeof name === 'string').map((name): Input => ({ relation: 'trained-on', name, source: { ...source, field: 'general.datasets' }, certainty: 'certain' })),
	];
}

/** A repository of the Hugging Face Hub by its own scheme; any other address as it is. */
function hubUri(url: string | undefined): string | undefined {
	const hub = /^https?:\/\/huggingface\.co\/((?:datasets\/)?[\w.-]+\/[\w.-]+?)\/?$/.exec(url ?? '')?.[1];
	return hub ? `hf://${hub}` : url;
}

function commonest(names: readonly string[]): string | undefined {
	const counts = new Map<string, number>();
	for (const name of names) { counts.set(name, (counts.get(name) ?? 0) + 1); }
	return [...counts].sort((a, b) => b[1] - a[1])[0]?.[0];
}
