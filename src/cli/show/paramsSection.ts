import type { VersionDetails } from '../../core/model';
import { formatParam, paramDistance } from '../../core/present/parameter';
import { plainLine } from '../../core/present/plain';
import type { Style } from '../style';
import { cut } from '../width';
import { mostRows, section } from './section';
import type { Standing } from './standing';

/** Cells: enough for what one reads, and no more of a text that was given as a parameter. */
const widest = 60;

/** Hyperparameters: those that differ from production first, then those that somebody chose, then the defaults that the file lists. */
export function paramsSection(version: VersionDetails, { base }: Standing, style: Style): readonly string[] {
	const other = base?.id === version.id ? undefined : base;
	const rows = Object.entries(version.params).map(([name, value]) => {
		const shown = [cut(plainLine(name), widest), cut(plainLine(formatParam(value, version.written[`params.${name}`])), widest)];
		const chosen = version.sources[`params.${name}`]?.source.path === version.artifact.path ? 1 : 0;
		if (!other) { return { rank: chosen, row: shown }; }
		if (!Object.hasOwn(other.params, name)) { return { rank: 20 + chosen, row: [...shown, { text: `not set in ${other.label}`, paint: style.dim }] }; }
		const before = other.params[name] ?? null;
		const distance = paramDistance(name, value, before);
		if (distance === undefined) { return { rank: 30 + chosen, row: shown }; }
		return { rank: 10, row: [...shown, `was ${cut(plainLine(formatParam(before, other.written[`params.${name}`])), widest)}`, { text: distance, paint: style.dim }] };
	}).sort((a, b) => a.rank - b.rank);
	if (!rows.length) { return []; }
	const differ = rows.filter(({ rank }) => rank >= 10 && rank < 30).length;
	const gone = other ? Object.keys(other.params).filter(name => !Object.hasOwn(version.params, name)).length : 0;
	const count = `${rows.length}${other ? `, ${differ} ${differ === 1 ? 'differs' : 'differ'} from ${other.label}${gone ? `, ${gone} only in ${other.label}` : ''}` : ''}`;
	return section('Parameters', count, rows.slice(0, mostRows).map(({ row }) => row), style, rows.length - mostRows);
}
