import { lstat } from 'node:fs/promises';
import { contextLabel } from '../../core/evaluations/context';
import { plainLine } from '../../core/present/plain';
import { pairs, parseMetric } from '../given';
import { toJson } from '../json';
import { evaluationJson } from '../show/evaluationJson';
import { metricWords } from '../show/evaluationLines';
import { named } from '../show/words';
import { UsageError } from '../usageError';
import { defineVerb } from '../verb';

export const evaluate = defineVerb({
	name: 'evaluate',
	summary: 'Record how a version did on some data',
	usage: ['evaluate REF [--dataset PATH|NAME] [--split NAME] [--slice TEXT] [--hardware TEXT] [--metrics FILE] [--metric K=V]…'],
	about: 'Nothing is run: the metrics come from a file that was written by whatever measured them (JSON, YAML, TOML or CSV), or from the command line. A data set of the workspace is read once, and known by its digest from then on. Evaluations only add up; of several in the same context the latest counts.',
	options: {
		dataset: { type: 'string', value: 'PATH|NAME', about: 'a file or folder of the workspace, or the name of data that is elsewhere' },
		split: { type: 'string', value: 'NAME', about: 'test, validation, …' },
		slice: { type: 'string', value: 'TEXT', about: 'a part of the data: region=eu' },
		hardware: { type: 'string', value: 'TEXT', about: 'what it ran on, where that matters' },
		metrics: { type: 'string', value: 'FILE', about: 'read the metrics from a file' },
		metric: { type: 'string', multiple: true, value: 'K=V', about: 'a metric; wins over the file' },
		command: { type: 'string', value: 'TEXT', about: 'the command that measured it' },
	},
	examples: [['evaluate churn@v7 --dataset holdout.csv --split test --metrics metrics.json', 'from a file'], ['evaluate churn@v7 --dataset holdout.csv --slice region=eu --metric auc=0.861', 'one slice, by hand']],
	args: { least: 1, most: 1 },
	async run({ registry, args, values, json, terminal, path, long }) {
		const { dataset, split, slice, hardware, metrics: file, command } = values;
		const metrics = Object.fromEntries(Object.entries(pairs('--metric', values.metric)).map(([name, text]) => [name, parseMetric(name, text)]));
		if (file === undefined && !Object.keys(metrics).length) { throw new UsageError('evaluate needs --metrics FILE, or --metric K=V.'); }
		const there = dataset !== undefined && await lstat(path(dataset)).then(() => true, () => false);
		const given = { dataset: dataset !== undefined && there ? path(dataset) : dataset, split, slice, hardware, command };
		const done = await registry.evaluate(args[0] ?? '', {
			...Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)), metrics, ...(file === undefined ? {} : { file: path(file) }), ...long('Reading'),
		});
		const version = await registry.version(done.version);
		if (json) { terminal.out(toJson({ ref: version.ref, ...evaluationJson(done) })); return; }
		terminal.out(`${named(version)} on ${plainLine(contextLabel(done.context))}: ${metricWords(done.metrics, 6)}.`);
	},
});
