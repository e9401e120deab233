import { plainLine } from '../../core/present/plain';
import { toJson } from '../json';
import { named } from '../show/words';
import { targetOf } from '../target';
import { textFrom } from '../text';
import { UsageError } from '../usageError';
import { defineVerb } from '../verb';

export const note = defineVerb({
	name: 'note',
	summary: 'Add a note to a version or a model',
	usage: ['note REF|MODEL TEXT', 'note REF|MODEL --file PATH'],
	about: 'Notes are Markdown, and only add up: none is changed or taken away. A name without @ means the model itself.',
	options: { file: { type: 'string', value: 'PATH', about: 'read the text from a file, or from standard input: -' } },
	examples: [['note churn@v4 "Calibrated on the autumn cohort."', 'a line'], ['note churn@v4 --file notes/v4.md', 'a text from a file']],
	args: { least: 1, most: Infinity },
	async run({ registry, args, values, json, terminal, path }) {
		const [on = '', ...words] = args;
		if ((values.file === undefined) === (words.length === 0)) { throw new UsageError('note takes a text, or --file PATH.'); }
		const text = values.file === undefined ? words.join(' ') : await textFrom(values.file, path);
		const target = targetOf(on);
		await registry.addNote(target, text);
		const about = 'ref' in target ? await registry.version(target.ref) : await registry.model(target.model);
		if (json) { terminal.out(toJson({ ...('ref' in about ? { ref: about.ref, notes: about.notes } : { model: about.name }), added: text })); return; }
		terminal.out(`Noted on ${'ref' in about ? named(about) : plainLine(about.name)}.`);
	},
});
