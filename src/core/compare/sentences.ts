import type { ComparedRow, ComparedSection, Span } from './comparison';
import type { CompareFacts } from './facts';
import { checkpointOf } from './checkpointOf';
import { commitWords, counted } from './code';
import { valuesSentence } from '../tensors/valuesSentence';
import { tensorChange } from './tensors';

/** What is named of one kind before the rest is counted. */
const mostNamed = 3;

/** Parameters that seldom explain a difference: how often something is written, where, and by how many. */
const housekeeping = /(?:^|[._/-])(?:logging|log|save|eval|verbose|verbosity|seed|random_state|device|gpu|workers|threads|num_threads|n_jobs|dir|path|output|steps)(?:$|[._/-])/i;

/** What became of the weights. */
export function weightSpans({ versions, base, values }: CompareFacts, column: number): readonly Span[] {
	const [now, then] = [versions[column], versions[base]];
	if (!now || !then) { return []; }
	if (now.details.artifact.digest === then.details.artifact.digest) { return [{ text: 'Same bytes.', about: 'files' }]; }
	if (checkpointOf(now.details) === 'none' || checkpointOf(then.details) === 'none') { return []; }
	const format = now.details.artifact.format === then.details.artifact.format ? [] : [{ text: `${then.details.artifact.format} → ${now.details.artifact.format}.`, about: 'files/format' }];
	const became = values?.[now.details.id];
	if (became?.is === 'compared') { return [...format, { text: `Weights: ${valuesSentence(became.values)}.`, about: 'tensors' }]; }
	const change = tensorChange(now.tensors, then.tensors);
	if (!change) { return format; }
	const parts = [change.added && `${counted(change.added, 'tensor')} added`, change.removed && `${change.removed} removed`, change.reshaped && `${change.reshaped} reshaped`, change.retyped && `${change.retyped} retyped`].filter(part => part !== 0);
	return [...format, { text: parts.length ? `Tensors: ${parts.join(', ')}, ${percent(change.share)} of parameters.` : 'Same tensor names and shapes, other bytes.', about: 'tensors' }];
}

function percent(share: number): string {
	const value = share * 100;
	return value > 0 && value < 0.01 ? 'under 0.01 %' : `${Number(value.toPrecision(2))} %`;
}

/** By row: each is asked about once for every column. */
const keepsHouse = new WeakMap<ComparedRow, boolean>();

function isHousekeeping(row: ComparedRow): boolean {
	const found = keepsHouse.get(row) ?? housekeeping.test(row.name);
	keepsHouse.set(row, found);
	return found;
}

export function parameterSpans(section: ComparedSection, column: number): readonly Span[] {
	const changed = section.rows.filter(row => row.cells[column]?.change !== undefined);
	if (!changed.length) { return section.rows.some(row => row.cells[column]?.missing !== true && row.cells[column]?.same === true) ? [{ text: 'Same parameters.', about: 'parameters' }] : []; }
	// What somebody turned comes before what appeared because another tool listed it.
	const ranked = changed.map(row => { const { change } = row.cells[column] ?? {}; return { row, rank: change === 'added' || change === 'removed' ? 2 : isHousekeeping(row) ? 1 : 0 }; });
	const ordered = ranked.sort((a, b) => a.rank - b.rank || b.row.size - a.row.size || (a.row.key < b.row.key ? -1 : 1));
	return listed(ordered, ({ row }) => ({ text: said(row, column), about: `parameters/${row.key}` }), 'parameters', 'parameter');
}

/** 'learning rate halved', 'num_leaves +32', 'objective changed to binary'. */
function said({ name, cells }: ComparedRow, column: number): string {
	const { change = '', text = '' } = cells[column] ?? {};
	const short = text.length > 40 ? `${text.slice(0, 39)}…` : text;
	switch (change) {
		case '×2': return `${name} doubled`;
		case '×0.5': return `${name} halved`;
		case 'changed': return `${name} now ${short}`;
		case 'added': return `${name} ${short} added`;
		case 'removed': return `${name} removed`;
		default: return change.includes('→') ? `${name} now ${short} (${change})` : `${name} ${change}`;
	}
}

export function dataSpans(section: ComparedSection, base: number, column: number): readonly Span[] {
	const trained = section.rows.filter(row => !row.key.startsWith('evaluated-on'));
	if (!trained.length) { return []; }
	const changed = trained.filter(row => row.cells[column]?.change !== undefined);
	if (!changed.length) { return trained.some(row => row.cells[column]?.same) ? [{ text: 'Same inputs.', about: 'inputs' }] : []; }
	return listed(changed, ({ key, name, cells }) => {
		const [then, now] = [cells[base], cells[column]];
		const text = now?.change === 'added' || now?.change === 'removed' ? `${name} ${now.change === 'added' ? `${now.text} added` : 'removed'}` : then?.text === now?.text || now?.change?.startsWith('different') ? `${name} ${now?.text ?? ''} has different bytes` : `${name} ${then?.text ?? ''} → ${now?.text ?? ''}`;
		return { text, about: `inputs/${key}` };
	}, 'inputs', 'input');
}

export function packageSpans(section: ComparedSection, base: number, column: number): readonly Span[] {
	const changed = section.rows.filter(row => row.cells[column]?.change !== undefined);
	if (!changed.length) { return section.rows.some(row => row.cells[column]?.same) ? [{ text: 'Same packages.', about: 'environment' }] : []; }
	const rank = (row: ComparedRow) => ['major', 'minor', 'patch'].indexOf(row.cells[column]?.change?.split(' ')[0] ?? '') + 1 || 4;
	const ordered = [...changed].sort((a, b) => rank(a) - rank(b) || (a.key < b.key ? -1 : 1));
	return listed(ordered, ({ key, name, cells }) => {
		const [then, now] = [cells[base], cells[column]];
		return { text: now?.change === 'added' || now?.change === 'removed' ? `${name} ${now.change}` : `${name} ${then?.text ?? ''} → ${now?.text ?? ''}`, about: `environment/${key}` };
	}, 'environment', 'package');
}

export function codeSpans({ versions, code }: CompareFacts, column: number): readonly Span[] {
	const details = versions[column]?.details;
	const between = details && code?.[details.id];
	if (!between) { return []; }
	const files = between.files.length ? `, ${counted(between.files.length, 'file')} changed` : ', same files';
	const words = commitWords(between);
	return [{ text: `${words.charAt(0).toUpperCase()}${words.slice(1)}${files}${details.gitState?.dirty ? ', uncommitted ones among them' : ''}.`, about: 'code' }];
}

/** Some by name, the others by count, as one sentence. */
function listed<T>(all: readonly T[], spanOf: (item: T) => Span, section: string, one: string): readonly Span[] {
	const named = all.slice(0, all.length === mostNamed + 1 ? mostNamed + 1 : mostNamed).map(spanOf);
	const left = all.length - named.length;
	const parts = left ? [...named, { text: `and ${counted(left, `more ${one}`)}`, about: section }] : named;
	return parts.map((span, at) => ({ ...span, text: `${at === 0 ? capital(span.text) : span.text}${at === parts.length - 1 ? '.' : at === parts.length - 2 && left ? '' : ','}` }));
}

/** Names of parameters stay as they are written: 'lr', not 'Lr'. */
function capital(text: string): string {
	return /^(?:trained|fine|adapter|quantised|merged|distilled|converted)[ -]/.test(text) ? `${text.charAt(0).toUpperCase()}${text.slice(1)}` : text;
}
