import type { Warning } from '../../model';
import { readTrainerCard } from '../../runs/trainerCard';
import { listAt, textAt, type Data } from '../../parse/data';
import { orWarning } from '../../runs/parse/orWarning';
import { parsePlainYaml } from '../../runs/parse/plainYaml';
import type { Candidate, FormatFacts } from '../format';
import { placeOf, readText } from '../json';
import { toMetadata } from '../params';

const LIMIT = 1024 * 1024;
/** With one of these beside it, the card is a record of the training, which is read as such. */
const TRAINING = /^(trainer_state\.json|(all|train|eval|test|predict)_results\.json|trainer_log\.jsonl|adapter_config\.json|checkpoint-\d+)$/;

/** Those of them that stand beside a file of weights. */
const records = ['trainer_state.json', 'all_results.json', 'train_results.json', 'eval_results.json', 'trainer_log.jsonl', 'adapter_config.json'];

/** What the model card (README.md) in a model's folder, or beside a file of weights, says: base model, data, licence, results (Hugging Face Hub documentation, 'Model Cards'). */
export async function cardFacts(folder: Candidate, warnings: Warning[]): Promise<FormatFacts> {
	return await orWarning(warnings, async (): Promise<FormatFacts | undefined> => {
		const text = await readText(folder, 'README.md', LIMIT);
		const front = /^---\r?\n([\s\S]*?)\r?\n---/.exec(text ?? '')?.[1];
		if (text === undefined || front === undefined) { return undefined; }
		const path = placeOf(folder, 'README.md');
		const card = readTrainerCard(text, { tool: 'huggingface', path });
		const head = parsePlainYaml(front, path);
		const name = textAt(head, 'model_name') ?? textAt(head, 'model-index', 0, 'name');
		const library = textAt(head, 'library_name');
		return {
			inputs: card.inputs, environment: card.environment,
			...(await isTraining(folder) ? {} : { params: card.params, metrics: card.metrics }),
			metadata: toMetadata({ license: textAt(head, 'license'), language: words(head, 'language'), pipeline_tag: textAt(head, 'pipeline_tag'), tags: words(head, 'tags') }),
			...(library ? { library } : {}), ...(name ? { suggestedName: name } : {}),
		};
	}) ?? {};
}

async function isTraining(candidate: Candidate): Promise<boolean> {
	if (candidate.isDirectory) { return candidate.entries.some(entry => TRAINING.test(entry)); }
	for (const name of records) { if (await candidate.inside(name)) { return true; } }
	return false;
}

/** A word, or a list of words. */
function words(head: Data, key: string): string | undefined {
	const one = textAt(head, key);
	return one ?? (listAt(head, key).filter(word => typeof word === 'string').join(', ') || undefined);
}
