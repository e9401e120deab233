import type { Model, Version } from '../../core/model';
import { changeAgainst } from '../../core/present/change';
import { directionOf } from '../../core/present/direction';
import { formatMetric, metricDecimals } from '../../core/present/numbers';
import { plainLine } from '../../core/present/plain';
import type { Style } from '../style';
import type { Row } from '../table';
import { cut } from '../width';
import { mostRows, section } from './section';
import { arrows, metricOf, type Standing } from './standing';
import { changePaint } from './words';

/** Metrics against production, the one that matters first. */
export function metricsSection(version: Version, model: Model, { base, metric: primary }: Standing, style: Style): readonly string[] {
	const names = Object.keys(version.metrics).sort((a, b) => Number(b === primary) - Number(a === primary));
	if (!names.length) { return []; }
	const other = base?.id === version.id ? undefined : base;
	const rows = names.slice(0, mostRows).map((name): Row => {
		const value = version.metrics[name] ?? NaN, before = other && metricOf(other, name);
		const key = `metrics.${name}`;
		const decimals = metricDecimals(before === undefined ? [value] : [value, before], [version.written[key], other?.written[key]]);
		const direction = directionOf(name, model.directions);
		const change = before === undefined ? undefined : changeAgainst(value, before, direction, 0, decimals);
		const shown: Row = [`${cut(plainLine(name), 60)}${direction ? ` ${arrows[direction]}` : ''}`, { text: formatMetric(value, decimals), right: true }];
		return change ? [...shown, { text: change.text, paint: changePaint(change, style) }] : other ? [...shown, { text: `not recorded in ${other.label}`, paint: style.dim }] : shown;
	});
	return section('Metrics', other ? `${names.length}, against production ${other.label}` : String(names.length), rows, style, names.length - rows.length);
}
