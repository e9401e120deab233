import { html, nothing, type TemplateResult } from 'lit';
import { formatAge } from '../../src/core/present/age';
import { changeAgainst } from '../../src/core/present/change';
import { directionOf, type Direction } from '../../src/core/present/direction';
import { formatMetric, metricDecimals } from '../../src/core/present/numbers';
import { plainLine } from '../../src/core/present/plain';
import { formatWhen } from '../../src/core/present/when';
import type { NumberColumn } from '../../src/protocol/model';
import { aliasIcon, chip } from '../shared/chip';
import type { Column } from '../shared/grid/column';
import { t } from '../shared/words';
import { textAt, type VersionList, type VersionRow } from './versionList';

type Shown = Pick<Column<VersionRow>, 'cell' | 'text'>;

/** Values that decide how many decimals a column has. */
const telling = 2_000;

const missing = (text: string) => html`<span class="secondary">${text}</span>`;

export function versionCell(list: VersionList): Shown {
	return { text: ({ at }) => list.labels[at] ?? '', cell: ({ at }) => html`<b>${list.labels[at]}</b>${list.archived[at] ? html` ${chip({ text: t('archived'), look: 'dashed' })}` : nothing}` };
}

/** Three chips at most; the rest is in the tooltip. */
export function aliasCell(list: VersionList): Shown {
	const all = (at: number) => { const held = list.aliases.get(at); return held ? [...held.settled, ...held.contested.map(one => `${one}?`)] : []; };
	return {
		text: ({ at }) => all(at).join(', '),
		cell: ({ at }) => {
			const names = all(at);
			const settled = list.aliases.get(at)?.settled.length ?? 0;
			return html`${names.slice(0, 3).map((name, i) => html`<span class="alias ${name}">${chip({ text: plainLine(name), icon: i < settled ? aliasIcon(name) : 'warning', look: i < settled ? 'solid' : 'warning', title: plainLine(name) })}</span>`)}${names.length > 3 ? html`<span class="secondary" title=${names.map(plainLine).join(', ')}>+${names.length - 3}</span>` : nothing}`;
		},
	};
}

export function tagCell(list: VersionList): Shown {
	const text = (at: number) => Object.entries(list.tags.get(at) ?? {}).map(([name, value]) => (value === '' ? name : `${name} = ${value}`)).join(', ');
	return { text: ({ at }) => text(at), cell: ({ at }) => html`<span class="cut" title=${plainLine(text(at))}>${plainLine(text(at))}</span>` };
}

export function textCell(column: VersionList['author'], isMono: boolean): Shown {
	const text = (at: number) => textAt(column, at);
	return { text: ({ at }) => text(at) ?? '', cell: ({ at }) => { const said = text(at); return said === undefined ? missing(t('not set')) : html`<span class="cut ${isMono ? 'mono' : ''}" title=${plainLine(said)}>${plainLine(said)}</span>`; } };
}

export function ageCell(list: VersionList, now: Date): Shown {
	const then = (at: number) => new Date(list.at[at] ?? NaN);
	return { text: ({ at }) => then(at).toISOString(), cell: ({ at }) => html`<span class="secondary" title=${formatWhen(then(at))}>${formatAge(then(at), now)}</span>` };
}

export interface MetricCell {
	readonly name: string;
	readonly values: NumberColumn;
	/** What stands where there is no value. */
	readonly missing: string;
	readonly directions: Readonly<Record<string, Direction>>;
	/** The row that the change is counted from; undefined where it isn't shown. */
	readonly base: number | undefined;
	/** The row of the best value. */
	readonly best: number | undefined;
}

export function metricCell({ name, values: { numbers, has }, missing: none, directions, base, best }: MetricCell): Shown {
	const some: number[] = [];
	for (let row = 0; row < has.length && some.length < telling; row++) { if (has[row]) { some.push(numbers[row] ?? NaN); } }
	const decimals = metricDecimals(some);
	const direction = directionOf(name, directions);
	const against = base !== undefined && has[base] ? numbers[base] : undefined;
	return {
		text: ({ at }) => (has[at] ? String(numbers[at]) : ''),
		cell: ({ at }) => {
			if (!has[at]) { return missing(none); }
			const value = numbers[at] ?? NaN;
			const isBest = at === best;
			return html`<span class="mono ${isBest ? 'leading' : ''}">${formatMetric(value, decimals)}</span>${isBest ? html` <span class="best">${t('best')}</span>` : nothing}${against === undefined || at === base ? nothing : change(value, against, direction, decimals)}`;
		},
	};
}

const words = { better: () => t('better than production'), worse: () => t('worse than production'), same: () => t('as production'), unknown: () => '' };

function change(value: number, base: number, direction: Direction | undefined, decimals: number): TemplateResult {
	const { verdict, text } = changeAgainst(value, base, direction, 0, decimals);
	return html`<span class="mono change ${verdict}">${verdict === 'same' ? '≈' : text}</span><span class="spoken">${words[verdict]()}</span>`;
}

/** The row with the best value; the newest of equals. Undefined where nobody knows which way is better. Archived ones don't count. */
export function bestRow(list: VersionList, column: NumberColumn, direction: Direction | undefined): number | undefined {
	if (direction === undefined || list.rows.length < 2) { return undefined; }
	let best: number | undefined;
	for (let row = 0; row < column.has.length; row++) {
		const value = column.numbers[row] ?? NaN, leading = best === undefined ? undefined : column.numbers[best];
		if (column.has[row] && !list.archived[row] && Number.isFinite(value) && (leading === undefined || (direction === 'higher' ? value > leading : value < leading))) { best = row; }
	}
	return best;
}
