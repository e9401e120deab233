import { html, nothing, type TemplateResult } from 'lit';
import { plainLine } from '../../src/core/present/plain';
import { formatWhen } from '../../src/core/present/when';
import { aliasIcon, chip } from '../shared/chip';
import { icon } from '../shared/icon';
import { styled } from '../shared/styled';
import { t } from '../shared/words';
import type { Row } from './drawn';
import { kindIcons } from './kindIcons';
import type { Scene } from './scene';
import { foldedWords, heldBy, lacksMetric, metricOf, rowSentence, titleOf, whenOf } from './sentence';
import { rowHeight } from './strokes';

/** Chips that a row has room for. */
const mostChips = 3;

export interface RowDeeds {
	click(event: MouseEvent, row: number): void;
	open(row: number): void;
	menu(event: MouseEvent, row: number): void;
}

/** A row: what the graph shows beside it, in words and numbers. */
export function rowView(scene: Scene, at: number, isActive: boolean, deeds: RowDeeds): TemplateResult {
	const { drawn, lineage, lit, marked, hits, badges } = scene;
	const row = drawn.rows[at];
	if (!row) { return html``; }
	const isLit = lit?.rows.has(at);
	const isMarked = marked.has(row.key);
	const badge = badges.get(at);
	const marks = [...isMarked ? [t('chosen for the comparison')] : [], ...badge ? [t('only in {0}', badge.text.slice(2))] : [], ...lit && isLit === true ? [t('lit')] : []];
	const now = new Date();
	const look = `${at === scene.selected ? 'selected' : ''} ${isMarked ? 'marked' : ''} ${hits.has(at) ? 'hit' : ''} ${lit ? isLit ? 'lit' : 'dim' : ''}`;
	return html`<div role="treeitem" id="row-${at}" class="row ${row.is} ${look}" tabindex=${isActive ? 0 : -1} aria-level="1" aria-posinset=${at + 1} aria-setsize=${drawn.rows.length} aria-selected=${at === scene.selected || isMarked}
		aria-expanded=${row.is === 'fold' ? 'false' : nothing}
		${styled({ transform: `translateY(${at * rowHeight}px)` })}
		@click=${(event: MouseEvent) => { deeds.click(event, at); }} @dblclick=${() => { deeds.open(at); }} @contextmenu=${(event: MouseEvent) => { deeds.menu(event, at); }}>
		<span class="spoken">${rowSentence(row, lineage, marks, now)}</span>
		<span class="cell lane-room"></span>
		<span class="cell name" aria-hidden="true">${isMarked ? icon('check') : row.is === 'fold' ? icon('chevron-right') : row.is === 'commits' ? icon('fold') : icon(kindIcons[row.node.kind])}<b class="title cut" title=${titleOf(row)}>${titleOf(row)}</b>${badge ? html`<span class="badge ${badge.side}">${badge.text}</span>` : nothing}${row.is === 'node' ? words(row) : row.is === 'fold' ? foldWords(scene, row) : nothing}</span>
		${metricCell(scene, row)}
		<span class="cell commit mono" aria-hidden="true">${plainLine((row.is === 'node' ? lineage.commits.get(row.key)?.title : undefined) ?? '')}</span>
		<span class="cell when" aria-hidden="true" title=${formatWhen(row.node.at)}>${whenOf(row, now)}</span>
	</div>`;
}

function words({ node }: Row & { readonly is: 'node' }): TemplateResult {
	// Its name says the alias, its detail the versions.
	const isContestedPlace = node.kind === 'deployment' && (node.contested?.length ?? 0) > 0;
	const chips = isContestedPlace ? [] : [
		...(node.contested ?? []).map(alias => ({ alias, isContested: true })),
		...(node.aliases ?? []).map(alias => ({ alias, isContested: false })),
	];
	const rest = chips.slice(mostChips).map(({ alias }) => plainLine(alias));
	return html`${chips.slice(0, mostChips).map(({ alias, isContested }) => html`<span class="alias ${isContested ? '' : alias === 'production' || alias === 'staging' ? alias : ''}">${chip({ text: isContested ? `${plainLine(alias)}?` : plainLine(alias), icon: isContested ? 'warning' : aliasIcon(alias), look: isContested ? 'warning' : 'solid' })}</span>`)}
		${rest.length ? html`<span class="secondary" title=${rest.join(', ')}>+${rest.length}</span>` : nothing}
		${node.archived ? html`<span class="secondary">${t('archived')}</span>` : nothing}
		${isContestedPlace ? html`<span class="conflict">${icon('warning')}</span>` : nothing}
		${node.detail === undefined || node.detail === '' ? nothing : html`<span class="secondary detail cut" title=${plainLine(node.detail)}>${plainLine(node.detail)}</span>`}`;
}

function foldWords({ lineage }: Scene, { model, members }: Row & { readonly is: 'fold' }): TemplateResult {
	const held = heldBy(lineage, model);
	const rest = foldedWords(lineage, members);
	return html`${held ? html`<span class="alias production">${chip({ text: plainLine(held.title.split(' ').at(-1) ?? ''), icon: 'rocket', look: 'solid' })}</span>` : nothing}<span class="secondary detail cut" title=${rest}>${rest}</span>`;
}

/** A fold has that of the version in production. */
function metricCell({ lineage }: Scene, row: Row): TemplateResult {
	const key = row.is === 'fold' ? heldBy(lineage, row.model)?.key : row.key;
	const metric = key === undefined ? undefined : metricOf(lineage, key);
	if (!metric && row.is === 'node' && row.node.kind === 'version' && lacksMetric(lineage, row.key)) { return html`<span class="cell metric secondary" aria-hidden="true">${t('not recorded')}</span>`; }
	if (!metric) { return html`<span class="cell metric" aria-hidden="true"></span>`; }
	const { text, change, name } = metric;
	return html`<span class="cell metric mono" aria-hidden="true" title=${name}><span class="value">${text}</span>${change && change.text !== '' ? html`<span class="change ${change.verdict}">${change.text}</span>` : nothing}</span>`;
}
