import '@vscode-elements/elements/dist/vscode-button/index.js';
import { html, nothing, type TemplateResult } from 'lit';
import { toCsv } from '../../../src/core/present/comparedTable';
import { formatCount } from '../../../src/core/present/quantities';
import type { Column } from '../../shared/grid/column';
import { t } from '../../shared/words';
import type { Deeds } from '../state';
import type { VersionList, VersionRow } from '../versionList';

/** Versions that can be compared. */
const mostCompared = 200;
/** Versions that are named. */
const mostNamed = 6;

/** What can be done with the rows that are selected. */
export function footer(rows: readonly VersionRow[], columns: readonly Column<VersionRow>[], selected: ReadonlySet<string>, list: VersionList, isWritable: boolean, deeds: Deeds): TemplateResult | typeof nothing {
	const chosen = selected.size ? rows.filter(row => selected.has(row.id)) : [];
	const [one] = chosen;
	if (!one) { return nothing; }
	const names = chosen.slice(0, mostNamed).map(({ at }) => list.labels[at]).join(', ');
	const isMany = chosen.length > mostCompared;
	return html`<div class="footer" role="group" aria-label=${t('Selection')}>
		<span><b>${t('{0} selected', formatCount(chosen.length))}</b> <span class="secondary">${chosen.length > mostNamed ? t('{0} and {1} more', names, formatCount(chosen.length - mostNamed)) : names}</span></span>
		${chosen.length > 1 ? html`<vscode-button icon="compare-changes" ?disabled=${isMany} @click=${() => { deeds.compareIds(chosen.map(row => row.id)); }}>${t('Compare')}</vscode-button>` : html`<button class="link" @click=${() => { deeds.showVersion(one.id); }}>${t('Show in Models View')}</button>`}
		${chosen.length > 1 ? html`<button class="link" ?disabled=${isMany} @click=${() => { deeds.showCurves(chosen.map(row => row.id)); }}>${t('Show Curves')}</button>` : isWritable ? edits(one, list, deeds) : nothing}
		<button class="link" @click=${() => { deeds.copy(csv(columns, chosen), t('Copied as CSV')); }}>${t('Copy as CSV')}</button>
		<span class="secondary hint">${isMany ? t('{0} versions at most can be compared', mostCompared) : t('Ctrl+Click or Space adds a row')}</span>
	</div>`;
}

/** What can be changed of one version without leaving the page. */
function edits({ id, at }: VersionRow, { archived }: VersionList, deeds: Deeds): TemplateResult {
	const titles = { setAlias: t('Set Alias…'), addNote: t('Add Note…'), editTags: t('Edit Tags…'), archive: t('Archive'), restore: t('Restore') };
	return html`${(['setAlias', 'addNote', 'editTags', archived[at] ? 'restore' : 'archive'] as const).map(what => html`<button class="link" @click=${() => { deeds.editVersion(what, id); }}>${titles[what]}</button>`)}`;
}

function csv(columns: readonly Column<VersionRow>[], rows: readonly VersionRow[]): string {
	return toCsv([columns.map(({ title }) => title), ...rows.map(row => columns.map(({ text }) => text(row)))]);
}
