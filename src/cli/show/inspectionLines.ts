import type { Source } from '../../core/model';
import { formatMetric, metricDecimals } from '../../core/present/numbers';
import { formatParam } from '../../core/present/parameter';
import { plainLine } from '../../core/present/plain';
import { formatCount, formatSize } from '../../core/present/quantities';
import { directionOf } from '../../core/present/direction';
import type { Inspection } from '../../core/verbs/inspect';
import type { Style } from '../style';
import { table, type Row } from '../table';
import { arrows } from './standing';
import { counted, said } from './words';

/** Lists beyond this are cut; --json has all. */
const most = 40;

/** What a file is, is it safe, did it train what one thinks: in that order. */
export function inspectionLines({ path, bytes, sha256, facts }: Inspection, style: Style): readonly string[] {
	const { bold, dim, yellow } = style;
	const what = said(facts.kind, facts.framework, facts.library, facts.summary);
	const from = (source: Source) => ({ text: plainLine([source.tool, source.path].filter(part => part !== undefined).join(' ')), paint: dim });
	const section = (name: string, count: number, rows: readonly Row[]) => (rows.length ? ['', `${bold(name)}  ${dim(formatCount(count))}`, ...table(rows, '  '), ...(count > rows.length ? [`  ${dim(`and ${formatCount(count - rows.length)} more; --json lists all`)}`] : [])] : []);
	return [
		`${bold(plainLine(path))}  ${formatSize(bytes)}  ${plainLine(facts.format)}`,
		what,
		...(facts.parameters === undefined ? [] : [`${formatCount(facts.parameters)} parameters`]),
		...(sha256 === undefined ? [] : [dim(`sha256 ${sha256}`)]),
		...facts.warnings.map(warning => `${yellow('Warning:')} ${plainLine(warning.message)}`),
		...section('Metrics', facts.metrics.length, facts.metrics.slice(0, most).map(({ name, value, text, source }) => {
			const direction = directionOf(name);
			return [`${plainLine(name)}${direction ? ` ${arrows[direction]}` : ''}`, { text: formatMetric(value, metricDecimals([value], [text])), right: true }, from(source)];
		})),
		...section('Parameters', facts.params.length, facts.params.slice(0, most).map(({ name, value, text, source }) => [plainLine(name), plainLine(formatParam(value, text)), from(source)])),
		...section('Inputs', facts.inputs.length, facts.inputs.slice(0, most).map(({ relation, name, source }) => [relation.replaceAll('-', ' '), plainLine(name), from(source)])),
		...section('Tags', facts.tags?.length ?? 0, (facts.tags ?? []).map(({ name, value, source }) => [plainLine(name), plainLine(value), { text: plainLine([source.tool, source.field].filter(part => part !== undefined).join(' ')), paint: dim }])),
		...section('Runs', facts.runs.length, facts.runs.slice(0, most).map(run => [plainLine(run.tool), plainLine(run.name ?? run.id), { text: plainLine(run.path), paint: dim }])),
		...section('Environment', Object.keys(facts.environment).length, Object.entries(facts.environment).slice(0, most).map(([name, version]) => {
			const place = facts.environmentFrom?.find(one => one.names.includes(name));
			return [plainLine(name), plainLine(version), place ? from(place.source) : ''];
		})),
		...section('Histories', Object.keys(facts.histories).length, Object.entries(facts.histories).slice(0, most).map(([name, { steps }]) => [plainLine(name), counted(steps.length, 'step')])),
		...section('Tensors', facts.tensors.length, facts.tensors.slice(0, most).map(({ name, dtype, shape }) => [plainLine(name), plainLine(dtype), `[${shape.map(one => plainLine(String(one ?? '?'))).join(', ')}]`])),
		...section('Disagreements', facts.disagreements.length, facts.disagreements.slice(0, most).map(({ what: about, chosen, why }) => [plainLine(about), plainLine(chosen.text), { text: plainLine(why), paint: dim }])),
	];
}
