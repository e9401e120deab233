import type { Disagreement, Facts, Signature } from '../../core/model';
import { directionOf } from '../../core/present/direction';
import { shortDigest } from '../../core/present/hash';
import { formatMetric, metricDecimals } from '../../core/present/numbers';
import { formatParam } from '../../core/present/parameter';
import { readMetricName } from '../../core/present/metricName';
import { plainText } from '../../core/present/plain';
import { relations } from '../tree/rows';
import { short } from '../tree/short';
import { t } from '../words';
import type { Sourced } from './bySource';
import { longestTile } from './tiles';
import { toolName } from './toolNames';

/** Rows of one section, and characters of one value, that cross the wire. */
const mostRows = 1000, longest = 400, longestTitle = 4000;

function row(name: string, value: string, more: { readonly mono?: boolean; readonly title?: string; readonly disputed?: string } = {}): Sourced['row'] {
	const shown = short(value, longest);
	const title = more.title ?? (shown === value ? undefined : plainText(value.slice(0, longestTitle)));
	return { name: short(name, 200), value: shown, mono: more.mono ?? false, ...(title === undefined ? {} : { title }), ...(more.disputed === undefined ? {} : { disputed: more.disputed }) };
}

/** Keys that say what is built, wherever formats put them. */
const architectural = /(^|[._])(architecture|model_type|labels)$/;

function labelOf(key: string): string {
	return key.endsWith('labels') ? t('labels') : key.endsWith('model_type') ? t('type') : t('class');
}

/** `["negative","positive"]` as people write it. */
function asList(text: string): string {
	return /^\["[^"\\]*"(,"[^"\\]*")*\]$/.test(text) ? text.slice(2, -2).split('","').join(', ') : text;
}

export function metadataRows({ metadata }: Facts): readonly Sourced[] {
	return Object.entries(metadata).filter(([key]) => !architectural.test(key)).slice(0, mostRows).map(([key, value]) => ({ row: row(key, value, { mono: true }) }));
}

export function architectureRows({ kind, framework, library, metadata, tensors, summary }: Facts): readonly Sourced[] {
	const said = Object.entries(metadata).filter(([key]) => architectural.test(key)).map(([key, value]) => row(labelOf(key), asList(value), { mono: !/labels$/.test(key) }));
	const rows = [
		...said,
		kind === 'unknown' || kind === 'model' ? undefined : row(t('kind'), kind),
		framework === undefined ? undefined : row(t('framework'), toolName(framework)),
		library === undefined || library === framework ? undefined : row(t('library'), toolName(library)),
		summary === undefined || tensors.length || summary.length <= longestTile ? undefined : row(t('inside'), summary),
	].filter(one => one !== undefined);
	return rows.map(one => ({ row: one }));
}

export function paramRows({ params, disagreements }: Facts): readonly Sourced[] {
	return params.slice(0, mostRows).map(({ name, value, text, source, certainty }) =>
		({ row: row(name, formatParam(value, text), { mono: true, ...disputed(disagreements, `params.${name}`) }), source, certainty }));
}

/** What says how good the model is comes first: what tools count along the way and what was measured while training after it. */
export function metricRows({ metrics, disagreements }: Facts): readonly Sourced[] {
	const weight = (name: string) => (directionOf(name) === undefined ? 2 : readMetricName(name).split === 'train' ? 1 : 0);
	return [...metrics].sort((a, b) => weight(a.name) - weight(b.name)).slice(0, mostRows).map(({ name, value, text, source, certainty }) => ({
		row: row(name, formatMetric(value, metricDecimals([value], [text])), { mono: true, ...(String(value) === formatMetric(value) ? {} : { title: text ?? String(value) }), ...disputed(disagreements, `metrics.${name}`) }),
		source, certainty,
	}));
}

export function signatureRows({ signature }: Facts): readonly Sourced[] {
	const rows = (what: string, fields: Signature['inputs']) => fields.slice(0, mostRows).map(({ name, dtype, shape }) =>
		({ row: row(what, `${name === '' ? '' : `${name}  `}${dtype} [${shape.map(size => (size === null ? '?' : String(size))).join(', ')}]`, { mono: true }) }));
	return signature ? [...rows(t('input'), signature.inputs), ...rows(t('output'), signature.outputs)] : [];
}

export function inputRows({ inputs }: Facts): readonly Sourced[] {
	return inputs.slice(0, mostRows).map(({ relation, name, digest, uri, source, certainty }) => {
		const title = [uri, digest === undefined ? undefined : shortDigest(digest)].filter(part => part !== undefined).map(part => short(part, longest)).join('\n');
		return { row: row(relations[relation](), name, title === '' ? {} : { title }), source, certainty };
	});
}

export function runRows({ runs }: Facts): readonly Sourced[] {
	return runs.slice(0, mostRows).map(({ tool, id, name, path }) => ({ row: row(toolName(tool), name ?? id, { title: id }), source: { tool, path } }));
}

export function tagRows({ tags = [] }: Facts): readonly Sourced[] {
	return tags.map(({ name, value, source, certainty }) => ({ row: row(name, value, { mono: true, ...(source.field === undefined ? {} : { title: source.field }) }), source, certainty }));
}

export function environmentRows({ environment, environmentFrom = [] }: Facts): readonly Sourced[] {
	const first = (name: string) => (name === 'python' ? 0 : 1);
	const from = new Map(environmentFrom.flatMap(({ source, certainty, names }) => names.map(name => [name, { source, certainty }] as const)));
	return Object.entries(environment).sort(([a], [b]) => first(a) - first(b)).slice(0, mostRows).map(([name, version]) => ({ row: row(name, version, { mono: true }), ...from.get(name) }));
}

function disputed(all: readonly Disagreement[], what: string): { readonly disputed?: string } {
	const found = all.find(one => one.what === what);
	if (!found) { return {}; }
	const others = found.others.map(({ text, source }) => t('{0} says {1}', short(source.path?.split('/').at(-1) ?? toolName(source.tool), 60), short(text, 60))).join(', ');
	return { disputed: t('{0}. This one was chosen: {1}.', others, found.why) };
}
