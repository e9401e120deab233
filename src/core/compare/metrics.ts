import { directionOf } from '../present/direction';
import { columnNames } from './columnNames';
import type { ComparedSection } from './comparison';
import type { ComparedVersion } from './facts';
import { judgedBy } from './judgedBy';
import { metricRow } from './metricRow';
import { namesOf, notRecorded, sectionOf, type Compared } from './rows';

/** Metrics: the one that matters first, then those that say how good a model is, then the rest. */
export function metricsSection(versions: readonly ComparedVersion[], base: number): ComparedSection {
	const all = versions.map(({ details }) => details.metrics);
	const { directions, primary } = judgedBy(versions, base, versions.map(({ details }) => details));
	const rank = (name: string) => (name === primary ? 0 : directionOf(name, directions) ? 1 : 2);
	const names = namesOf(all).map(name => ({ name, rank: rank(name) })).sort((a, b) => a.rank - b.rank).map(({ name }) => name);
	const known = all.map(metrics => Object.keys(metrics).length > 0);
	return sectionOf('metrics', names.map(name => {
		const values = all.map(metrics => (Object.hasOwn(metrics, name) ? metrics[name] : undefined));
		const absent = (at: number): Compared => (known[at] ? { key: 'none', cell: { text: 'not recorded', missing: true, ...(at === base || values[base] === undefined ? {} : { change: 'removed' }) } } : notRecorded);
		return metricRow({ key: name, name, direction: directionOf(name, directions), values, written: versions.map(({ details }) => details.written[`metrics.${name}`]), absent, isMeasured: known[base] ?? false, news: 'added' }, base);
	}), { unrecorded: known.some(one => one) ? columnNames(versions).filter((_, at) => !known[at]) : [] });
}
