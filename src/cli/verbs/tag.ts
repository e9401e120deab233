import { plainLine } from '../../core/present/plain';
import { pairs } from '../given';
import { toJson } from '../json';
import { named } from '../show/words';
import { targetOf } from '../target';
import { UsageError } from '../usageError';
import { defineVerb } from '../verb';

export const tag = defineVerb({
	name: 'tag',
	summary: 'Set or remove tags of a version or a model',
	usage: ['tag set REF|MODEL K=V…', 'tag remove REF|MODEL K…'],
	about: 'A name without @ means the model itself; churn@v4 means that version.',
	options: {},
	examples: [['tag set churn@v4 dataset=2026-11 reviewed=yes', 'tags of a version'], ['tag set churn team=retention', 'a tag of the model'], ['tag remove churn@v4 reviewed', 'take one away']],
	args: { least: 2, most: Infinity },
	async run({ registry, args, json, terminal }) {
		const explicit = args[0] === 'set' || args[0] === 'remove';
		const [on = '', ...words] = explicit ? args.slice(1) : args;
		if (!words.length) { throw new UsageError(args[0] === 'remove' ? 'tag remove takes a version or model, and the tags to remove.' : 'tag set takes a version or model, and tags as KEY=VALUE.'); }
		const tags: Readonly<Record<string, string | null>> = args[0] === 'remove' ? Object.fromEntries(words.map(word => [word, null])) : pairs('tag', words);
		const target = targetOf(on);
		await registry.setTags(target, tags);
		const about = 'ref' in target ? await registry.version(target.ref) : await registry.model(target.model);
		if (json) { terminal.out(toJson({ ...('ref' in about ? { ref: about.ref } : { model: about.name }), tags: about.tags })); return; }
		const all = Object.entries(about.tags).map(([key, value]) => `${plainLine(key)}=${plainLine(value)}`);
		terminal.out(`${'ref' in about ? named(about) : plainLine(about.name)}${all.length ? `  ${all.join('  ')}` : ' has no tags.'}`);
	},
});
