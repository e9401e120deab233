import { plainLine } from '../../core/present/plain';
import { primaryMetric } from '../../core/present/primaryMetric';
import { toJson } from '../json';
import { UsageError } from '../usageError';
import { defineVerb } from '../verb';

/** So many of the newest versions tell which metric a model is judged by. */
const sample = 20;

export const configure = defineVerb({
	name: 'configure',
	summary: 'Say which metric a model is judged by, and which way is better',
	usage: ['configure MODEL [--primary-metric NAME] [--metric NAME] [--higher-is-better|--lower-is-better|--either-way] [--tolerance PART]', 'configure MODEL --reset-primary-metric'],
	about: 'The whole team shares it: it is on the record. A direction is that of --metric, else of the primary metric. Without options it says what holds.',
	options: {
		'primary-metric': { type: 'string', value: 'NAME', about: 'the metric beside the names of versions' },
		'reset-primary-metric': { type: 'boolean', about: 'let it be found from the versions again' },
		metric: { type: 'string', value: 'NAME', about: 'the metric whose direction is set' },
		'higher-is-better': { type: 'boolean', about: 'more of it is better' },
		'lower-is-better': { type: 'boolean', about: 'less of it is better' },
		tolerance: { type: 'string', value: 'PART', about: 'how much worse it may get from one version to the next and count as noise: 1%, 0.01; usual for the usual 0.5%' },
		'either-way': { type: 'boolean', about: 'take the direction back: its name decides' },
	},
	examples: [['configure churn --primary-metric drift --lower-is-better', 'and less of it is better'], ['configure churn --metric latency_ms --lower-is-better', 'the direction of any metric'], ['configure churn', 'what holds']],
	args: { least: 1, most: 1 },
	async run({ registry, args, values, json, terminal }) {
		const [name = ''] = args;
		const primary = values['primary-metric'];
		const directions = (['higher-is-better', 'lower-is-better', 'either-way'] as const).filter(option => values[option]);
		if (directions.length > 1) { throw new UsageError(`--${directions[0]} and --${directions[1]} exclude each other.`); }
		if (primary !== undefined && values['reset-primary-metric']) { throw new UsageError('--primary-metric and --reset-primary-metric exclude each other.'); }
		const tolerance = values.tolerance === undefined ? undefined : readTolerance(values.tolerance);
		if (values.metric !== undefined && !directions.length && tolerance === undefined) { throw new UsageError('--metric needs --higher-is-better, --lower-is-better, --either-way or --tolerance.'); }
		const before = await registry.model(name);
		if (primary !== undefined || values['reset-primary-metric']) { await registry.configureModel(before.name, 'primary-metric', primary ?? null); }
		const [direction] = directions;
		if (direction !== undefined || tolerance !== undefined) {
			const of = values.metric ?? primary ?? primaryMetric(before, (await registry.versions({ model: before.name, limit: sample })).versions);
			if (of === undefined) { throw new UsageError(`${before.name} has no metric yet: name it with --metric.`); }
			if (direction !== undefined) { await registry.configureModel(before.name, `direction.${of}`, direction === 'higher-is-better' ? 'higher' : direction === 'lower-is-better' ? 'lower' : null); }
			if (tolerance !== undefined) { await registry.configureModel(before.name, `tolerance.${of}`, tolerance); }
		}
		const model = await registry.model(before.name);
		if (json) { terminal.out(toJson({ model: model.name, primaryMetric: model.primaryMetric ?? null, directions: model.directions, tolerances: model.tolerances })); return; }
		const shown = model.primaryMetric ?? primaryMetric(model, (await registry.versions({ model: model.name, limit: sample })).versions);
		terminal.out(`${plainLine(model.name)} is judged by ${shown === undefined ? 'no metric yet' : plainLine(shown)}${model.primaryMetric === undefined && shown !== undefined ? ', as its versions suggest' : ''}.`);
		for (const [metric, way] of Object.entries(model.directions)) { terminal.out(`${plainLine(metric)}: ${way} is better.`); }
		for (const [metric, part] of Object.entries(model.tolerances)) { terminal.out(`${plainLine(metric)}: ${Number((part * 100).toPrecision(6))} % worse counts as noise.`); }
	},
});

/** A part of a value, as it is recorded; null for the usual one. */
function readTolerance(given: string): string | null {
	if (given.trim().toLowerCase() === 'usual') { return null; }
	const [, number, percent] = /^\s*(\d+(?:\.\d+)?|\.\d+)\s*(%?)\s*$/.exec(given) ?? [];
	const part = number === undefined ? NaN : Number(number) / (percent ? 100 : 1);
	if (!(part >= 0 && part <= 1)) { throw new UsageError(`'${given.slice(0, 40)}' is no tolerance: pass a part of the value from 0 to 1, such as 0.01 or 1%.`); }
	return String(Number(part.toPrecision(12)));
}
