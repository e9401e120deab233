import type { Param } from '../model';
import { at, isList, Numeral, textAt, type Data } from '../parse/data';
import { metricOf, paramsOf } from './parse/flatten';
import type { Series } from './parse/series';
import { parseTolerantJson } from '../parse/tolerantJson';
import type { FoundRun } from './reader';

export type TrialState = 'RUNNING' | 'COMPLETE' | 'PRUNED' | 'FAIL' | 'WAITING';

export interface OptunaTrial {
	readonly number: number;
	state: TrialState;
	values: readonly number[];
	readonly params: Map<string, Data>;
	readonly intermediate: Series;
	startedAt?: Date;
	endedAt?: Date;
}

export interface OptunaStudy {
	readonly name: string;
	/** One per objective. */
	readonly directions: readonly ('minimize' | 'maximize')[];
	readonly trials: readonly OptunaTrial[];
}

/**
 * A study as one run: the parameters, values and intermediate values of a trial, of the best by the first objective unless `of` says which; and how many trials
 * there were.
 */
export function runOfStudy(study: OptunaStudy, source: { readonly tool: string; readonly path: string }, brief: boolean, of?: OptunaTrial): FoundRun {
	const best = of ?? bestOf(study);
	const params: readonly Param[] = best ? [...best.params].flatMap(([name, value]) => paramsOf(new Map([[name, value]]), { source: { ...source, field: `trials.${best.number}` } })) : [];
	const starts = study.trials.flatMap(trial => (trial.startedAt ? [trial.startedAt.getTime()] : []));
	const ends = study.trials.flatMap(trial => (trial.endedAt ? [trial.endedAt.getTime()] : []));
	return {
		tool: source.tool, id: `${source.path}#${study.name}`, name: study.name, path: source.path,
		status: study.trials.some(trial => trial.state === 'RUNNING') ? 'running' : 'unknown',
		...(starts.length > 0 ? { startedAt: new Date(Math.min(...starts)) } : {}), ...(ends.length > 0 ? { endedAt: new Date(Math.max(...ends)) } : {}),
		params,
		metrics: [
			...(best?.values ?? []).map((value, index) => metricOf(study.directions.length > 1 ? `values.${index}` : 'value', new Numeral(value, String(value)), { source: { ...source, field: `trials.${best?.number}` } })),
			metricOf('trials', new Numeral(study.trials.length, String(study.trials.length)), { source }),
		],
		judgedBy: { metric: study.directions.length > 1 ? 'values.0' : 'value', direction: study.directions[0] === 'maximize' ? 'higher' : 'lower' },
		...(brief || !best || best.intermediate.length < 2 ? {} : { histories: { intermediate: best.intermediate.history() } }),
	};
}

function bestOf(study: OptunaStudy): OptunaTrial | undefined {
	const sign = study.directions[0] === 'maximize' ? -1 : 1;
	const complete = study.trials.filter(trial => trial.state === 'COMPLETE' && trial.values[0] !== undefined && !Number.isNaN(trial.values[0]));
	return complete.reduce<OptunaTrial | undefined>((before, trial) => (before && sign * (before.values[0] ?? 0) <= sign * (trial.values[0] ?? 0) ? before : trial), undefined);
}

/** Significant digits of a drawn number from which on no second one is like it by chance. */
const telling = 6;

/** The trial that a model file was made with: all its parameters are among the file's own (`C`, or `clf.C`), and a drawn number of many digits is among them. */
export function trialOf(study: OptunaStudy, own: readonly Pick<Param, 'name' | 'value'>[]): OptunaTrial | undefined {
	const known = (name: string, value: unknown): boolean => own.some(param => (param.name === name || param.name.endsWith(`.${name}`)) && param.value === value);
	return study.trials.find(trial => {
		const params = [...trial.params].map(([name, value]) => [name, value instanceof Numeral ? value.value : value] as const);
		return trial.state === 'COMPLETE' && params.every(([name, value]) => known(name, value)) && params.some(([, value]) => typeof value === 'number' && !Number.isInteger(value) && String(value).replace(/e.*$|^0\.0*|\D/g, '').length >= telling);
	});
}

/** A parameter out of the number that Optuna keeps and the distribution that says what it stands for. */
export function optunaParam(internal: number, distribution: string): Data {
	const parsed = parseTolerantJson(distribution, 'a distribution');
	const kind = textAt(parsed, 'name') ?? '';
	if (kind.startsWith('Categorical')) {
		const choices = at(parsed, 'attributes', 'choices');
		return isList(choices) ? choices[internal] ?? null : null;
	}
	return new Numeral(internal, String(internal));
}

/** Optuna writes local times without a zone in its database, UTC in newer journals. */
export function optunaTime(text: string | undefined): Date | undefined {
	const time = text === undefined ? NaN : Date.parse(text.replace(' ', 'T'));
	return Number.isNaN(time) ? undefined : new Date(time);
}
