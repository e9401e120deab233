import { relative, resolve, sep } from 'node:path';
import { RegistryError } from '../../core/errors';
import type { StoragePolicy } from '../../core/model';
import { plainLine } from '../../core/present/plain';
import type { TrainingRun } from '../../core/runs/trainingRun';
import type { Registered, RegisterOptions } from '../../core/verbs/register';
import { pairs, parseMetric, parseParam } from '../given';
import { toJson } from '../json';
import { registeredLines } from '../show/registeredLines';
import { versionJson } from '../show/versionJson';
import { named } from '../show/words';
import { UsageError } from '../usageError';
import { defineVerb, type Call } from '../verb';

const options = {
	model: { type: 'string', value: 'NAME', about: 'the model; suggested from the file and its surroundings when left out' },
	notes: { type: 'string', value: 'TEXT', about: 'what there is to say about it, in Markdown' },
	alias: { type: 'string', multiple: true, value: 'NAME', about: 'an alias that it gets, such as staging' },
	tag: { type: 'string', multiple: true, value: 'K=V', about: 'a tag' },
	param: { type: 'string', multiple: true, value: 'K=V', about: 'a hyperparameter, over what was found: number, true, false, JSON list or text' },
	metric: { type: 'string', multiple: true, value: 'K=V', about: 'a metric, over what was found: a number, nan or inf' },
	reason: { type: 'string', value: 'TEXT', about: 'why the aliases move' },
	storage: { type: 'string', value: 'HOW', about: 'copy, hardlink or reference; the policy of the registry when left out' },
	run: { type: 'string', value: 'ID', about: 'the training run that made it; without PATH its best model is registered' },
	again: { type: 'boolean', about: 'make a new version even of bytes that the model has already' },
	'as-is': { type: 'boolean', about: 'register a Git LFS pointer itself, where the model was not fetched' },
} as const;

export const register = defineVerb({
	name: 'register',
	summary: 'Register model files or folders, each as the next version of a model',
	usage: ['register PATH… [--model NAME] [--notes TEXT] [--alias NAME] [--tag K=V] [--param K=V] [--metric K=V]', 'register --run ID [PATH] …'],
	about: 'Stores the bytes, ties them to the exact state of the code, and records framework, tensors, hyperparameters, metrics and inputs as the file and what the training left beside it say. Nothing is executed. Bytes that are a version of the model already make no second one.',
	options,
	examples: [
		['register models/churn.safetensors', 'the model is suggested from the file'],
		['register runs/12/model.txt --model churn --alias staging --metric auc=0.8764 --param num_leaves=63', 'with what is known besides'],
		['register --run 4eb85465 --model churn', 'the best model of a training run, as `runs` lists it'],
	],
	args: { least: 0, most: Infinity },
	async run(call) {
		const { args, json, terminal, registry } = call;
		if (args.length === 0 && call.values.run === undefined) { throw new UsageError('register takes at least 1 argument, and 0 were given.'); }
		const asked = read(call);
		await registry.config();
		const run = call.values.run === undefined ? undefined : await registry.run(call.values.run, call.signal);
		const given = args.length > 0 ? args.map(call.path) : [bestOf(call, run)];
		const done: Registered[] = [];
		try {
			for (const path of given) {
				const inWorkspace = relative(call.workspace, path).split(sep).join('/');
				const registered = await registry.register(path, { ...asked, asIs: call.values['as-is'] === true, ...(run ? { run } : {}), ...call.long(`Registering ${asked.model ?? inWorkspace}`) });
				done.push(registered);
				terminal.status('');
				if (!registered.created) { terminal.err(`${plainLine(inWorkspace)} is ${named(registered.version)} already, the same bytes; ${mended(registered)}${nothingAdded(asked)}`); }
				if (!json) { for (const line of await registeredLines(registry, registered, terminal)) { terminal.out(line); } }
			}
		} finally {
			// Those before a failure stay registered, and are told of.
			if (json && (done.length || given.length > 1)) {
				const shapes = await Promise.all(done.map(({ version }) => versionJson(registry, version)));
				terminal.out(toJson(given.length === 1 ? shapes[0] : shapes));
			}
		}
	},
});

/** The model of a run that is to be registered, absolute. */
function bestOf({ workspace }: Call, run: TrainingRun | undefined): string {
	if (!run?.best) { throw new RegistryError('no-checkpoint', { run: run?.name ?? '', path: run?.path ?? '' }); }
	return resolve(workspace, run.best.path);
}

function read({ values }: Call<typeof options>): RegisterOptions {
	const params = pairs('--param', values.param), metrics = pairs('--metric', values.metric);
	return {
		...(values.model === undefined ? {} : { model: values.model }), ...(values.notes === undefined ? {} : { notes: values.notes }),
		...(values.reason === undefined ? {} : { reason: values.reason }), ...(values.storage === undefined ? {} : { storage: policy(values.storage) }),
		aliases: values.alias ?? [], tags: pairs('--tag', values.tag), again: values.again === true,
		params: Object.fromEntries(Object.entries(params).map(([name, text]) => [name, parseParam(text)])),
		metrics: Object.fromEntries(Object.entries(metrics).map(([name, text]) => [name, parseMetric(name, text)])),
		written: Object.fromEntries([...Object.entries(params).map(([name, text]) => [`params.${name}`, text] as const), ...Object.entries(metrics).map(([name, text]) => [`metrics.${name}`, text] as const)]),
	};
}

function policy(text: string): StoragePolicy {
	if (text !== 'copy' && text !== 'hardlink' && text !== 'reference') { throw new UsageError(`--storage is copy, hardlink or reference, not '${text}'.`); }
	return text;
}

/** What became of stored files that were missing or damaged. */
function mended({ mended: files = 0 }: Registered): string {
	return files === 0 ? '' : `its stored ${files === 1 ? 'file was' : `${files} files were`} missing or damaged, and ${files === 1 ? 'is' : 'are'} whole again; `;
}

/** What became of the rest that was said. */
function nothingAdded({ aliases = [], tags = {}, notes, params = {}, metrics = {} }: RegisterOptions): string {
	const set = [...(aliases.length ? ['its aliases'] : []), ...(Object.keys(tags).length ? ['its tags'] : []), ...(notes ? ['its notes'] : [])];
	const lost = Object.keys(params).length || Object.keys(metrics).length ? ' The parameters and metrics that were given are not recorded; --again makes a new version with them.' : '';
	return `${set.length ? `no version was added, ${set.join(' and ')} say what was asked.` : 'nothing was added.'}${lost}`;
}
