import { plainLine } from '../../core/present/plain';
import { wholeNumber } from '../given';
import { toJson } from '../json';
import { runJson } from '../show/runJson';
import { runLines } from '../show/runLines';
import { defineVerb } from '../verb';

export const runs = defineVerb({
	name: 'runs',
	summary: 'List the training runs of the workspace that are not registered yet',
	usage: ['runs [--all] [--limit N]'],
	about: 'Reads what the training tools left: MLflow, W&B, Hugging Face Trainer, Lightning, Ultralytics, timm, DVC, DVCLive, Hydra, Optuna, Sacred, TensorBoard, Trackio, CSV logs and parameter files. Beside each run stand the metric that it is judged by, the model that would be registered (the best by the word of the tool, else the newest) and its id. No registry is needed, no model is read.',
	options: {
		all: { type: 'boolean', about: 'also those that are registered' },
		limit: { type: 'string', value: 'N', about: 'so many at most, newest first' },
	},
	examples: [['runs', 'what is not registered yet'], ['runs --all --json', 'every run for machines, with its metrics and checkpoints']],
	args: { least: 0, most: 0 },
	async run({ registry, values, json, terminal, signal }) {
		const limit = wholeNumber('--limit', values.limit);
		const found = await registry.runs({ all: values.all === true, signal });
		const shown = found.runs.slice(0, limit);
		const initialised = await registry.exists();
		const refs = new Map<string, string>();
		for (const { registered } of shown) { if (registered !== undefined && initialised) { refs.set(registered, (await registry.version(registered)).ref); } }
		if (json) { terminal.out(toJson(shown.map(run => runJson(run, refs)))); } else { for (const line of runLines(shown, found, refs, terminal.style)) { terminal.out(line); } }
		for (const problem of found.problems) { terminal.err(plainLine(problem.message)); }
	},
});
