import { html, nothing, type TemplateResult } from 'lit';
import type { ComparedCell, ComparedRow } from '../../src/core/compare/comparison';
import { changeWords, verdictGlyphs } from '../../src/core/present/comparedWords';
import { t } from '../shared/words';

/** What a screen reader says of a cell: the value, how it stands against the base, and what it is in its row. */
export function spokenCell(cell: ComparedCell, baseName: string): string {
	const change = changeWords(cell, false);
	return [cell.text, cell.same ? t('the same as {0}', baseName) : change === '' ? '' : t('{0} against {1}', change, baseName), cell.mark === 'best' ? t('best') : cell.mark === 'worst' ? t('worst') : ''].filter(part => part !== '').join(', ');
}

function look(cell: ComparedCell): string {
	return [cell.same ? 'same' : '', cell.missing ? 'missing' : '', cell.mark === 'best' ? 'is-best' : ''].filter(part => part !== '').join(' ');
}

/** A value alone: the base's. */
export function plainCell(cell: ComparedCell, marks: boolean): TemplateResult {
	return html`<span class="value ${look(cell)}" title=${titleOf(cell)}>${cell.text}</span>${marks && cell.mark === 'best' ? html`<span class="mark">${t('best')}</span>` : nothing}`;
}

/** A value among many: its glyph says what it is worth. */
export function compactCell(cell: ComparedCell): TemplateResult {
	const glyph = verdictGlyphs[cell.verdict ?? 'unknown'];
	return html`<span class="value ${look(cell)}" title=${[titleOf(cell), changeWords(cell)].filter(part => part !== '').join('\n')}>${cell.text}</span>${glyph === '' ? nothing : html`<span class="glyph ${cell.verdict ?? ''}">${glyph}</span>`}`;
}

/** A value with how it changed, in columns of its own for numbers. */
export function fullCell(row: ComparedRow, cell: ComparedCell, columns: number): TemplateResult {
	const word = verdictWord(cell);
	const marks = html`${word}${cell.mark === 'best' ? html`<span class="mark">${t('best')}</span>` : cell.mark === 'worst' && columns > 2 ? html`<span class="mark worst">${t('worst')}</span>` : nothing}`;
	if (!row.numeric) { return html`<span class="value ${look(cell)}" title=${titleOf(cell)}>${cell.text}</span>${cell.change === undefined ? nothing : html`<span class="change secondary">${cell.change}</span>`}${marks}`; }
	return html`<span class="value number ${look(cell)}" title=${titleOf(cell)}>${cell.text}</span><span class="change number ${cell.verdict ?? ''}">${cell.same ? '=' : cell.change ?? ''}</span><span class="relative number secondary">${cell.relative ?? ''}</span><span class="words">${marks}</span>`;
}

/** On a narrow page: from the base's to this one. */
export function pairCell(base: ComparedCell, cell: ComparedCell): TemplateResult {
	const isNumber = /^[+\u2212×=]/u.test(cell.change ?? '');
	return html`<span class="pair"><span class="before ${whole(base)}" title=${titleOf(base)}>${base.text}</span><span class="arrow">${cell.same ? '=' : '→'}</span>${cell.same ? nothing : html`<span class="value ${look(cell)} ${whole(cell)}" title=${titleOf(cell)}>${cell.text}</span>`}</span>${cell.change === undefined ? nothing : html`<span class="change ${isNumber ? 'number' : ''} ${cell.verdict ?? 'secondary'}" title=${cell.change.length > 10 ? cell.change : nothing}>${cell.change}</span>`}${cell.verdict === undefined ? nothing : html`<span class="words">${verdictWord(cell)}</span>`}`;
}

/** On a narrow page: what stands for itself, with nothing of the base's to compare. */
export function valueCell(cell: ComparedCell): TemplateResult {
	return html`<span class="value ${look(cell)}" title=${titleOf(cell)}>${cell.text}</span>`;
}

/** A number is never cut, nor is what is as short as one. */
function whole({ value, text }: ComparedCell): string {
	return value === undefined && text.length > 12 ? '' : 'whole';
}

function verdictWord({ verdict, same }: ComparedCell): unknown {
	return verdict === 'better' ? html`<span class="better">${t('better')}</span>` : verdict === 'worse' ? html`<span class="worse">${t('worse')}</span>` : verdict === 'same' && !same ? html`<span class="secondary">≈</span>` : nothing;
}

/** Characters of a tooltip. */
const mostTitle = 2_000;

function titleOf(cell: ComparedCell): string {
	return (cell.title ?? (cell.text.length > 12 ? cell.text : '')).slice(0, mostTitle);
}
