import { plainLine, plainText } from '../../core/present/plain';
import { toJson } from '../json';
import { textFrom } from '../text';
import { UsageError } from '../usageError';
import { defineVerb } from '../verb';

export const card = defineVerb({
	name: 'card',
	summary: 'Print or write the card of a model',
	usage: ['card MODEL', 'card MODEL --file PATH', 'card MODEL --text TEXT'],
	about: 'The card is Markdown of any length: what the model is for, what it was trained on, where it fails.',
	options: {
		file: { type: 'string', value: 'PATH', about: 'write it from a file, or from standard input: -' },
		text: { type: 'string', value: 'TEXT', about: 'write this text' },
	},
	examples: [['card churn', 'print it'], ['card churn --file docs/churn.md', 'write it from a file'], ['card churn --text "# Churn"', 'write a short one']],
	args: { least: 1, most: 1 },
	async run({ registry, args, values, json, terminal, path }) {
		const [name = ''] = args;
		if (values.file !== undefined && values.text !== undefined) { throw new UsageError('card takes --file or --text, not both.'); }
		const text = values.text ?? (values.file === undefined ? undefined : await textFrom(values.file, path));
		if (text !== undefined) { await registry.writeCard(name, text); }
		const model = await registry.model(name);
		const written = await registry.readCard(name);
		if (json) { terminal.out(toJson({ model: model.name, card: written ?? null })); return; }
		if (text !== undefined) { terminal.out(`Wrote the card of ${plainLine(model.name)}.`); return; }
		terminal.out(written === undefined ? `${plainLine(model.name)} has no card. Write one: model-registry card ${plainLine(model.name)} --file PATH` : plainText(written).trimEnd());
	},
});
