import { dirname } from 'node:path';
import { toJson } from '../json';
import { inspectionJson } from '../show/inspectionJson';
import { inspectionLines } from '../show/inspectionLines';
import { defineVerb } from '../verb';
import { isInside } from '../workspace';

export const inspect = defineVerb({
	name: 'inspect',
	summary: 'Show what is in a model file or folder; nothing is executed or registered',
	usage: ['inspect PATH [--no-digest]'],
	about: 'Reads the header, and what the training left beside it. No registry is needed. The SHA-256 takes reading every byte; --no-digest answers from the header alone.',
	options: { 'no-digest': { type: 'boolean', about: 'leave the SHA-256 out' } },
	examples: [['inspect models/churn.safetensors', 'tensors, parameters, metrics, inputs'], ['inspect checkpoints/epoch-40.pt --no-digest --json', 'of a large file, for machines']],
	args: { least: 1, most: 1 },
	async run({ registry, workspace, args, values, json, terminal, long, path, open }) {
		const [given = ''] = args;
		const absolute = path(given);
		// A file of somewhere else is looked at in its own folder: nothing is recorded of it.
		const inside = isInside(workspace, absolute) && absolute !== workspace;
		const inspection = await (inside ? registry : open(dirname(absolute))).inspect(absolute, { digest: values['no-digest'] !== true, ...long(`Reading ${given}`) });
		const shown = { ...inspection, path: inside ? inspection.path : given };
		terminal.status('');
		if (json) { terminal.out(toJson(inspectionJson(shown))); return; }
		for (const line of inspectionLines(shown, terminal.style)) { terminal.out(line); }
	},
});
