import { changeAgainst } from '../present/change';
import { directionOf, type Direction } from '../present/direction';
import { formatMetric, formatRelativeDelta, metricDecimals } from '../present/numbers';
import { primaryMetric } from '../present/primaryMetric';
import type { ComparedCell, ComparedRow, ComparedSection } from './comparison';
import type { ComparedVersion } from './facts';
import { namesOf, notRecorded, rowOf, sectionOf, type Compared } from './rows';

/** Metrics: the one that matters first, then those that say how good a model is, then the rest. */
export function metricsSection(versions: readonly ComparedVersion[], base: number): ComparedSection {
	const all = versions.map(({ details }) => details.metrics);
	const directions = directionsOf(versions);
	const primary = primaryOf(versions, base);
	const rank = (name: string) => (name === primary ? 0 : directionOf(name, directions) ? 1 : 2);
	const names = namesOf(all).map(name => ({ name, rank: rank(name) })).sort((a, b) => a.rank - b.rank).map(({ name }) => name);
	const measured = versions.filter(({ details }) => Object.keys(details.metrics).length);
	return sectionOf('metrics', names.map(name => row(name, versions, base, directionOf(name, directions))), {
		unrecorded: measured.length ? versions.filter(one => !measured.includes(one)).map(one => one.details.label) : [],
	});
}

/** What the teams have said, of all models that are compared; the base's word counts where they disagree. Independent of the order of columns. */
function directionsOf(versions: readonly ComparedVersion[]): Readonly<Record<string, Direction>> {
	return Object.assign({}, ...[...versions].sort((a, b) => (a.details.model < b.details.model ? 1 : -1)).map(({ model }) => model.directions)) as Readonly<Record<string, Direction>>;
}

/** The metric that the base's model is judged by. */
function primaryOf(versions: readonly ComparedVersion[], base: number): string | undefined {
	return primaryMetric(versions[base]?.model, versions.map(({ details }) => details));
}

function row(name: string, versions: readonly ComparedVersion[], base: number, direction: Direction | undefined): ComparedRow {
	const values = versions.map(({ details: { metrics } }) => (Object.hasOwn(metrics, name) ? metrics[name] : undefined));
	const written = versions.map(({ details }) => details.written[`metrics.${name}`]);
	const present = values.flatMap((value, at) => (value === undefined ? [] : [{ value, written: written[at] }]));
	const decimals = metricDecimals(present.map(one => one.value), present.map(one => one.written));
	const finite = [...new Set(present.map(one => one.value).filter(Number.isFinite))];
	const [high, low] = [Math.max(...finite), Math.min(...finite)];
	const [best, worst] = finite.length < 2 || direction === undefined ? [] : direction === 'higher' ? [high, low] : [low, high];
	const before = values[base];
	const isMeasured = Object.keys(versions[base]?.details.metrics ?? {}).length > 0;
	const cells = values.map((value, at): Compared => {
		if (value === undefined && !Object.keys(versions[at]?.details.metrics ?? {}).length) { return notRecorded; }
		if (value === undefined) { return { key: 'none', cell: { text: 'not recorded', missing: true, ...(at === base || before === undefined ? {} : { change: 'removed' }) } }; }
		const text = formatMetric(value, decimals);
		const cell: ComparedCell = {
			text, ...(Number.isFinite(value) ? { value } : {}),
			...(text === String(value) || !Number.isFinite(value) ? {} : { title: String(value) }),
			...(value === best ? { mark: 'best' as const } : value === worst ? { mark: 'worst' as const } : {}),
			...(at === base || !isMeasured ? {} : against(value, before, direction, decimals)),
		};
		return { key: `${value}`, cell };
	});
	return rowOf({ key: name, name, ...(direction ? { direction } : {}), numeric: true }, cells, base);
}

function against(value: number, before: number | undefined, direction: Direction | undefined, decimals: number): Partial<ComparedCell> {
	if (before === undefined) { return { change: 'added' }; }
	const { deltaText, verdict } = changeAgainst(value, before, direction, 0, decimals);
	if (verdict === 'same') { return { verdict }; }
	const relative = formatRelativeDelta(value, before);
	return { ...(deltaText === '' ? {} : { change: deltaText }), ...(relative === undefined ? {} : { relative }), verdict };
}
