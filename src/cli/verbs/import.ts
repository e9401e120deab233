import type { ImportTool } from '../../core/imports/found';
import { plainLine } from '../../core/present/plain';
import type { ImportProgress } from '../../core/verbs/importRegistry';
import { toJson } from '../json';
import { doneJson, planJson } from '../show/importJson';
import { doneLines, planLines } from '../show/importLines';
import { defineVerb, type Call } from '../verb';

const tools: readonly ImportTool[] = ['mlflow', 'wandb', 'gto', 'dvc'];

export const importVerb = defineVerb({
	name: 'import',
	summary: 'Bring a whole registry of MLflow, W&B, GTO or DVC in',
	usage: [`import ${tools.join('|')} [PATH] [--dry-run]`],
	about: 'Reads what the tool left in PATH, a folder of the workspace (the workspace itself when left out): mlruns or mlflow.db, wandb run folders, the tags of a git repository, dvc.yaml with its cache. Versions are registered oldest first with their bytes, tags, descriptions, aliases or stages, parameters, metrics and runs. Each remembers where it came from: a second import adds only what is new, and leaves alone what was changed here. Nothing of the other registry is touched.',
	options: { 'dry-run': { type: 'boolean', about: 'show what would be done, and do nothing' } },
	examples: [['import mlflow --dry-run', 'what mlruns or mlflow.db would bring'], ['import gto', 'versions and stages from the git tags'], ['import wandb experiments --json', 'the models that the runs of a folder logged']],
	args: { first: tools, least: 1, most: 2 },
	async run(call) {
		const { args: [given, path = '.'], values, json, terminal, registry, signal } = call;
		const tool = given as ImportTool;
		const dry = values['dry-run'] === true;
		if (!dry) { await registry.config(); }
		terminal.status(`Reading ${tool}…`);
		const plan = await registry.planImport(tool, call.path(path), signal);
		terminal.status('');
		if (!json) { for (const line of planLines(plan, terminal.style)) { terminal.out(line); } }
		if (dry) {
			if (json) { terminal.out(toJson({ plan: planJson(plan), done: null })); } else { terminal.out('Nothing was changed: this was a dry run.'); }
			return;
		}
		const result = await registry.runImport(plan, { signal, onProgress: shown(call) });
		terminal.status('');
		if (json) { terminal.out(toJson({ plan: planJson(plan), done: doneJson(result) })); } else { for (const line of doneLines(result, terminal.style)) { terminal.out(line); } }
		return result.cancelled ? 130 : result.failed.length > 0 ? 1 : 0;
	},
});

/** 'Importing 3 of 12, churn 4: 1.2 of 6.4 GB', each version with a meter of its own. */
function shown({ long }: Call): (progress: ImportProgress) => void {
	let index = 0;
	let show: ReturnType<typeof long>['onProgress'] | undefined;
	return progress => {
		if (!show || progress.index !== index) {
			index = progress.index;
			show = long(`Importing ${progress.index} of ${progress.count}, ${plainLine(progress.version.model)} ${plainLine(progress.version.version.slice(0, 12))}`).onProgress;
		}
		show(progress);
	};
}
