import type { Warning } from '../model';
import { orWarning } from '../runs/parse/orWarning';
import { counted } from './damaged';
import type { FormatFacts, ModelFormat } from './format';
import { adapterFacts } from './huggingface/adapter';
import { cardFacts } from './huggingface/card';
import { readWeights } from './huggingface/weights';
import { placeOf, readJson } from './json';

const CONFIG = 'adapter_config.json';

/** A folder that PEFT wrote (`PeftModel.save_pretrained`): an adapter's weights and what they sit on. */
export const peft: ModelFormat = {
	name: 'peft',
	title: 'PEFT Adapter',
	extensions: [],
	folderMarkers: [CONFIG],

	async matches(candidate) {
		if (!candidate.isDirectory || !candidate.entries.includes(CONFIG)) { return false; }
		return (await candidate.inside(CONFIG))?.head.includes('"peft_type"') ?? false;
	},

	async read(folder, readPart) {
		const warnings: Warning[] = [];
		const config = await orWarning(warnings, () => readJson(folder, CONFIG)) ?? {};
		const adapter = await adapterFacts(folder, config, { tool: 'peft', path: placeOf(folder, CONFIG) }, 'certain');
		const card = await cardFacts(folder, warnings);
		const names = folder.entries.filter(name => /^adapter_model\./.test(name));
		const weights = await readWeights({ ...folder, entries: names }, readPart);
		if (!weights) { warnings.push({ code: 'no-weights', message: `${CONFIG} describes an adapter whose weights are not in this folder.` }); }
		const method = [config['peft_type'], typeof config['r'] === 'number' ? `rank ${config['r']}` : undefined];
		return {
			...adapter,
			tensors: weights?.tensors ?? [],
			...(weights?.parameters === undefined ? {} : { parameters: weights.parameters }),
			summary: [...method, weights && counted(weights.tensors.length, 'tensor')].filter(Boolean).join(', '),
			metadata: { ...card.metadata, ...adapter.metadata },
			inputs: [...adapter.inputs ?? [], ...(card.inputs ?? []).filter(input => input.relation !== 'adapter-of' || !adapter.inputs?.length)],
			environment: { ...card.environment, ...adapter.environment },
			warnings: [...warnings, ...weights?.warnings ?? []],
			...(card.suggestedName ? { suggestedName: card.suggestedName } : {}),
		} satisfies FormatFacts;
	},
};
