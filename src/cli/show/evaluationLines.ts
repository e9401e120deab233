import { contextLabel } from '../../core/evaluations/context';
import type { Evaluation } from '../../core/model';
import { formatAge } from '../../core/present/age';
import { formatMetric, metricDecimals } from '../../core/present/numbers';
import { plainLine } from '../../core/present/plain';
import type { EvaluationPivot } from '../../core/verbs/evaluations';
import type { Style } from '../style';
import { table, type Row } from '../table';
import { cut } from '../width';
import { mostRows, section } from './section';
import { arrows } from './standing';

/** Further versions don't fit beside each other. */
const mostColumns = 10;

/** 'auc 0.861, log_loss 0.32 and 3 more' */
export function metricWords(metrics: Readonly<Record<string, number>>, most: number): string {
	const all = Object.entries(metrics).map(([name, value]) => `${cut(plainLine(name), 40)} ${formatMetric(value, metricDecimals([value], []))}`);
	return `${all.slice(0, most).join(', ')}${all.length > most ? ` and ${all.length - most} more` : ''}`;
}

/** A table for every context: metrics × versions, the best of a row with an asterisk. */
export function pivotLines({ columns, contexts }: EvaluationPivot, style: Style): readonly string[] {
	if (!contexts.length) { return ['Not evaluated yet. Record what was measured: model-registry evaluate REF --dataset PATH --metrics FILE']; }
	const lines = contexts.flatMap(({ label, context, rows }, i) => {
		const here = columns.filter(version => rows.some(row => row.cells.some(cell => cell.version === version.id))).slice(0, mostColumns);
		const head: Row = [{ text: 'metric', paint: style.dim }, ...here.map(version => ({ text: `${version.label} `, paint: style.dim, right: true }))];
		const body = rows.slice(0, mostRows).map((row): Row => {
			const decimals = metricDecimals(row.cells.map(cell => cell.value), []);
			return [`${cut(plainLine(row.metric), 60)}${row.direction ? ` ${arrows[row.direction]}` : ''}`, ...here.map(version => {
				const cell = row.cells.find(one => one.version === version.id);
				if (!cell) { return { text: '– ', paint: style.dim, right: true }; }
				const best = row.best.includes(version.id);
				return { text: `${formatMetric(cell.value, decimals)}${best ? '*' : ' '}`, right: true, ...(best ? { paint: style.green } : {}) };
			})];
		});
		const digest = context.dataset?.digest;
		return [...(i ? [''] : []), `${style.bold(cut(plainLine(label), 100))}${digest === undefined ? '' : `  ${style.dim(digest.slice(0, 12))}`}`, ...table([head, ...body], '  ')];
	});
	return contexts.some(({ rows }) => rows.some(row => row.best.length)) ? [...lines, '', style.dim('* best of its row')] : lines;
}

/** What a version's page says of its evaluations, newest first. */
export function evaluationsSection(evaluations: readonly Evaluation[], style: Style, now: Date): readonly string[] {
	if (!evaluations.length) { return []; }
	const rows = [...evaluations].reverse().slice(0, mostRows).map((one): Row => [
		cut(plainLine(contextLabel(one.context)), 60), metricWords(one.metrics, 3), { text: formatAge(one.at, now), paint: style.dim },
	]);
	return section('Evaluations', String(evaluations.length), rows, style, evaluations.length - rows.length);
}
