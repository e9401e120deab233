import { html, nothing, type TemplateResult } from 'lit';
import type { ComparedRow, ComparedSection, Comparison } from '../../src/core/compare/comparison';
import { countWords, rowName } from '../../src/core/present/comparedWords';
import { icon } from '../shared/icon';
import { styled } from '../shared/styled';
import { t } from '../shared/words';
import { compactCell, fullCell, pairCell, plainCell, spokenCell, valueCell } from './cells';
import type { Layout } from './layout';
import { titleOf, type Line } from './lines';
import { columnOrder } from './order';
import { spread } from './spread';
import { textKinds, type Deeds } from './state';

export interface LineContext {
	readonly comparison: Comparison;
	readonly layout: Layout;
	/** Of the columns but the base, those that are drawn. */
	readonly first: number;
	readonly end: number;
	/** The column against the base on a narrow page. */
	readonly shown: number;
	readonly deeds: Deeds;
	/** The metric of evaluations that is shown; empty for all. */
	readonly evaluated: string;
	readonly brushed: ReadonlySet<number> | undefined;
	/** The column that has the keyboard in this line: -1 is the name, 0 the base; undefined in other lines. */
	readonly active: number | undefined;
}

/** What a head of a section offers is reached from the head itself. */
const tabInHead = (context: LineContext) => (context.active === undefined ? -1 : 0);
const tab = (context: LineContext, column: number) => (context.active === column ? 0 : -1);

/** The head of a section over the whole width: what it is called, its counts, and what else can be opened. */
export function sectionLine(line: Line & { readonly is: 'section' }, context: LineContext): TemplateResult {
	const { section, isOpen, shown, key } = line, { deeds } = context;
	const canOpen = shown > 0, words = sectionWords(line, context);
	return html`<div role="gridcell" class="section-cell" tabindex=${context.active === undefined ? -1 : 0} data-column="-1" aria-colspan="2">
		<span class="section-fold ${canOpen ? '' : 'empty'}" @click=${() => { if (canOpen) { deeds.fold(key, !isOpen); } }}>${icon(isOpen ? 'chevron-down' : 'chevron-right')}<b>${titleOf(section)}</b></span>
		<span class="secondary cut" title=${words}>${words}</span>
		<span class="section-links">${section.id === 'evaluations' ? metricChoice(section, context) : nothing}${section.id === 'metrics' && context.layout.density !== 'narrow' ? legend(context) : nothing}${section.id === 'tensors' && hasSeveral(section, context) ? html`<button class="link" tabindex=${tabInHead(context)} title=${t('Reads the files and says which tensors are unchanged, and by how much the others changed')} @click=${() => { deeds.compareValues(); }}>${t('Compare the Values…')}</button>` : nothing}${line.differ ? links(section.id, context) : nothing}</span>
	</div>`;
}

/** What differs in a section; on a narrow page, between the two versions that it shows. */
function sectionWords({ section, shown, differ }: Line & { readonly is: 'section' }, { comparison: { columns, base }, layout, shown: at }: LineContext): string {
	if (layout.density !== 'narrow') { return `${countWords(section, columns.length)}${section.differ > 0 && shown === 0 ? `, ${t('none matches the filter')}` : ''}`; }
	const names = [columns[base]?.name, columns[at]?.name];
	const pair = countWords({ ...section, differ, equal: section.differ + section.equal - differ, note: '', unrecorded: section.unrecorded.filter(name => names.includes(name)) }, names.length);
	return differ > 0 && shown === 0 ? `${pair}, ${t('none matches the filter')}` : pair;
}

/** Whether more than one of the versions that are shown has something in a section. */
function hasSeveral({ differ, equal, unrecorded }: ComparedSection, { comparison: { columns, base }, layout, shown }: LineContext): boolean {
	const names = (layout.density === 'narrow' ? [base, shown] : [...columns.keys()]).map(at => columns[at]?.name ?? '');
	return differ + equal > 0 && names.filter(name => !unrecorded.includes(name)).length > 1;
}

/** Which metric of the evaluations is shown: one, so that a line is a context, or all. */
function metricChoice({ rows }: ComparedSection, context: LineContext): TemplateResult | typeof nothing {
	const { evaluated, deeds } = context;
	const metrics = [...new Set(rows.map(row => row.name))];
	if (metrics.length < 2) { return nothing; }
	return html`<label class="metric-choice"><span class="secondary">${t('Metric')}</span><select tabindex=${tabInHead(context)} @change=${(event: Event) => { deeds.arrange({ evaluated: (event.target as HTMLSelectElement).value }); }}><option value="" ?selected=${!metrics.includes(evaluated)}>${t('All')}</option>${metrics.map(metric => html`<option value=${metric} ?selected=${metric === evaluated}>${metric}</option>`)}</select></label>`;
}

function legend({ layout: { density } }: LineContext): TemplateResult {
	return density === 'many' ? html`<span class="legend secondary"><span class="better">▲</span> ${t('better')} <span class="worse">▽</span> ${t('worse')} ≈ ${t('equal')} <u>${t('best')}</u></span>` : html`<span class="legend secondary">${t('↑ higher is better, ↓ lower is better')}</span>`;
}

/** One link where there is one other version; with up to four, one for each. */
function links(id: string, context: LineContext): TemplateResult | typeof nothing {
	const { comparison, deeds, layout, shown } = context;
	const kind = textKinds[id as keyof typeof textKinds];
	if (kind === undefined && id !== 'code') { return nothing; }
	const others = layout.density === 'narrow' ? [shown] : columnOrder(comparison).slice(1);
	const open = (version: string) => { if (kind === undefined) { deeds.openCode(version, null); } else { deeds.openText(kind, version); } };
	const what = kind === undefined ? t('Open Code Diff') : t('Open as Text Diff');
	if (others.length > 3) { return id === 'parameters' ? html`<button class="link" tabindex=${tabInHead(context)} @click=${() => { deeds.showChart('parallel'); }}>${t('Show as Parallel Coordinates')}</button>` : nothing; }
	return html`${others.map(at => {
		const column = comparison.columns[at];
		return column ? html`<button class="link" tabindex=${tabInHead(context)} @click=${() => { open(column.id); }}>${others.length === 1 ? what : t('{0} {1}', kind === undefined ? t('Code Diff') : t('Text Diff'), column.name)}</button>` : nothing;
	})}`;
}

export function groupLine({ title, count, isOpen, key }: Line & { readonly is: 'group' }, context: LineContext): TemplateResult {
	return html`<div role="gridcell" class="group-cell" tabindex=${context.active === undefined ? -1 : 0} data-column="-1" @click=${() => { context.deeds.fold(key, !isOpen); }}>${icon(isOpen ? 'chevron-down' : 'chevron-right')}<span class="${key.startsWith('evaluations/') ? '' : 'mono'}">${title}</span><span class="secondary group-count">${count}</span></div>`;
}

/** Which way a metric is better; pressing it changes that for the model. */
function direction({ name, direction: now }: ComparedRow, context: LineContext): TemplateResult {
	const said = now === undefined ? t('nobody said which way is better') : now === 'higher' ? t('higher is better') : t('lower is better');
	return html`<button class="direction ${now ?? 'unset'}" tabindex=${context.active === -1 ? 0 : -1} title=${t('{0}. Press to change it for the model.', `${said.charAt(0).toUpperCase()}${said.slice(1)}`)} aria-label=${t('{0}: {1}. Change…', name, said)} @click=${() => { context.deeds.setDirection(name); }}>${now === undefined ? '↕' : now === 'higher' ? '↑' : '↓'}</button>`;
}

/** Cells of a row: its name, the base's, how far they spread, the others in sight. */
export function rowLine(line: Line & { readonly is: 'row' }, context: LineContext): TemplateResult {
	const { comparison: { columns, base }, layout, first, end, shown } = context;
	const { row, name, isInGroup, section } = line;
	const baseName = columns[base]?.name ?? '';
	const baseCell = row.cells[base] ?? { text: '' };
	const head = html`<div role="rowheader" class="cell name-cell ${isInGroup ? 'in-group' : ''}" tabindex=${tab(context, -1)} data-column="-1" title=${rowName(row)}><span class="cut ${section.id === 'metrics' || section.id === 'evaluations' ? '' : 'mono'}">${name}</span>${section.id === 'metrics' || section.id === 'evaluations' ? direction(row, context) : nothing}</div>`;
	if (layout.density === 'narrow') {
		const cell = row.cells[shown] ?? { text: '' };
		return html`${head}<div role="gridcell" class="cell pair-cell" tabindex=${tab(context, 0)} data-column="0" aria-description=${`${baseName} ${baseCell.text}, ${columns[shown]?.name ?? ''} ${spokenCell(cell, baseName)}`}>${section.id === 'code' && baseCell.text === 'baseline' ? valueCell(cell) : pairCell(baseCell, cell)}${diffLink(line, shown, context)}</div>`;
	}
	const order = columnOrder(context.comparison);
	const shift = layout.density === 'many' ? 3 : 2;
	return html`${head}
		<div role="gridcell" class="cell base-cell ${row.numeric ? 'numeric' : ''} ${context.brushed?.has(base) ? 'brushed' : ''}" tabindex=${tab(context, 0)} data-column="0" aria-description=${`${baseName} ${spokenCell(baseCell, baseName)}`}>${plainCell(baseCell, layout.density === 'few')}</div>
		${layout.density === 'many' ? html`<div role="gridcell" class="cell spread-cell">${spread(row, base)}</div>` : nothing}
		${order.slice(first + 1, end + 1).map((at, i) => {
			const cell = row.cells[at] ?? { text: '' };
			const column = first + i + 1;
			return html`<div role="gridcell" class="cell other ${row.numeric ? 'numeric' : ''} ${layout.density} ${context.brushed?.has(at) ? 'brushed' : ''}" ${styled({ 'grid-column': String(column + shift) })} tabindex=${tab(context, column)} data-column=${column} aria-description=${`${columns[at]?.name ?? ''} ${spokenCell(cell, baseName)}`}>
				${layout.density !== 'many' ? html`${fullCell(row, cell, columns.length)}${diffLink(line, at, context)}` : canDiff(line, at) ? html`<button class="link cell-value" tabindex="-1" title=${t('Diff with {0}', baseName)} @click=${() => { openDiff(line, columns[at]?.id ?? '', context.deeds); }}>${compactCell(cell)}</button>` : compactCell(cell)}</div>`;
		})}`;
}

/** What one cell can open in VS Code's own diff. */
function diffLink(line: Line & { readonly is: 'row' }, at: number, context: LineContext): TemplateResult | typeof nothing {
	if (!canDiff(line, at)) { return nothing; }
	const version = context.comparison.columns[at]?.id ?? '';
	return html`<button class="link cell-link" tabindex="-1" @click=${() => { openDiff(line, version, context.deeds); }}>${t('Diff')}</button>`;
}

export function canDiff({ section, row }: Line & { readonly is: 'row' }, at: number): boolean {
	const cell = row.cells[at];
	return (section.id === 'code' && row.key.startsWith('file:') && cell?.text.startsWith('+') === true) || (section.id === 'code' && row.key === 'files' && cell?.missing !== true) || (section.id === 'notes' && (row.key === 'note' || row.key === 'card') && cell?.change !== undefined);
}

export function openDiff({ section, row }: Line & { readonly is: 'row' }, version: string, deeds: Deeds): void {
	if (section.id === 'code') { deeds.openCode(version, row.key === 'files' ? null : row.name); } else { deeds.openText(row.key === 'card' ? 'card' : 'note', version); }
}
