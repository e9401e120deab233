import '@vscode-elements/elements/dist/vscode-button/index.js';
import '@vscode-elements/elements/dist/vscode-checkbox/index.js';
import '@vscode-elements/elements/dist/vscode-option/index.js';
import '@vscode-elements/elements/dist/vscode-single-select/index.js';
import '@vscode-elements/elements/dist/vscode-textfield/index.js';
import '@vscode-elements/elements/dist/vscode-toolbar-button/index.js';
import { html, nothing, type TemplateResult } from 'lit';
import type { Comparison } from '../../src/core/compare/comparison';
import '../shared/menuButton';
import { icon } from '../shared/icon';
import { t } from '../shared/words';
import type { CompareTable } from './compareTable';
import type { Layout } from './layout';
import type { Lines } from './lines';
import { columnOrder } from './order';
import type { Arranged, CopyForm, Deeds } from './state';

type Field = HTMLElementTagNameMap['vscode-textfield'];
type Select = HTMLElementTagNameMap['vscode-single-select'];

/** Title and buttons, then what chooses among the rows. */
export function toolbar(comparison: Comparison, layout: Layout, lines: Lines, arranged: Arranged, shown: number, deeds: Deeds): TemplateResult {
	const { columns, base } = comparison;
	const order = columnOrder(comparison);
	const models = [...new Set(columns.map(column => column.model))];
	const isNarrow = layout.density === 'narrow';
	const only = order.length === 2 ? columns[order[1] ?? 0] : isNarrow ? columns[shown] : undefined;
	const names = order.slice(1).map(at => columns[at]?.name ?? '');
	const baseName = columns[base]?.name ?? '';
	const openCode = (version: string) => { deeds.openCode(version, null); };
	return html`<div class="titles"><h1><b class="cut">${models.length === 1 ? models[0] : t('{0} models', models.length)}</b><span class="secondary">${isNarrow ? t('against') : names.length > 3 ? t('{0} versions compared with {1}', names.length, baseName) : t('{0} compared with {1}', names.join(t(' and ')), baseName)}</span>
			${isNarrow ? html`<vscode-single-select class="base-select" label=${t('Baseline')} .value=${columns[base]?.id ?? ''} @change=${(event: Event) => { deeds.setBase((event.target as Select).value); }}>${columns.map(({ id, name }, at) => html`<vscode-option value=${id} ?selected=${at === base}>${name}</vscode-option>`)}</vscode-single-select>` : nothing}</h1>
		<span class="deeds">
			${isNarrow ? html`<vscode-toolbar-button icon="add" label=${t('Add Version')} title=${t('Add Version')} @click=${deeds.add}></vscode-toolbar-button>` : html`<vscode-button secondary icon="add" @click=${deeds.add}>${t('Add Version')}</vscode-button>`}
			${!only ? nothing : isNarrow ? html`<vscode-toolbar-button icon="diff-multiple" label=${t('Open Code Diff')} title=${t('Open Code Diff')} @click=${() => { openCode(only.id); }}></vscode-toolbar-button>` : html`<vscode-button secondary icon="diff-multiple" @click=${() => { openCode(only.id); }}>${t('Open Code Diff')}</vscode-button>`}
			${isNarrow || columns.length < 3 ? nothing : html`<vscode-button secondary icon="arrow-swap" aria-pressed=${arranged.isTransposed} @click=${() => { deeds.arrange({ isTransposed: !arranged.isTransposed }); }}>${arranged.isTransposed ? t('Versions as Columns') : t('Versions as Rows')}</vscode-button>`}
			<menu-button label=${t('Copy As')} icon="copy" ?bare=${isNarrow} .entries=${entries()} .choose=${(id: string) => { chosen(id, deeds); }}></menu-button>
		</span></div>
	<div class="choices">
		<vscode-textfield id="search" type="text" placeholder=${t('Filter rows, for example lr|loss')} .label=${t('Filter rows')} .value=${arranged.query} ?invalid=${lines.isWrong} @input=${(event: Event) => { deeds.arrange({ query: (event.target as Field).value }); }} @keydown=${(event: KeyboardEvent) => { fieldKey(event, deeds); }}>
			<span slot="content-before">${icon('filter')}</span>
			<vscode-toolbar-button slot="content-after" icon="regex" label=${t('Use regular expression')} title=${t('Use Regular Expression')} toggleable ?checked=${arranged.isRegex} @change=${() => { deeds.arrange({ isRegex: !arranged.isRegex }); }}></vscode-toolbar-button>
		</vscode-textfield>
		<vscode-checkbox label=${t('Only differences')} title=${t('Only Differences (D)')} ?checked=${arranged.onlyDifferences} @change=${() => { deeds.arrange({ onlyDifferences: !arranged.onlyDifferences }); }}></vscode-checkbox>
		<vscode-checkbox class="grouping" label=${t('Group by prefix')} ?checked=${arranged.isGrouped} @change=${() => { deeds.arrange({ isGrouped: !arranged.isGrouped }); }}></vscode-checkbox>
		<label class="sorting"><span class="secondary">${t('Sort')}</span><vscode-single-select label=${t('Sort')} .value=${arranged.bySize ? 'size' : 'section'} @change=${(event: Event) => { deeds.arrange({ bySize: (event.target as Select).value === 'size' }); }}>
			<vscode-option value="section" ?selected=${!arranged.bySize}>${t('By name')}</vscode-option><vscode-option value="size" ?selected=${arranged.bySize}>${t('By size of difference')}</vscode-option>
		</vscode-single-select></label>
		<span class="count secondary">${arranged.query === '' ? nothing : lines.isWrong ? t('Not a regular expression yet: all rows are shown') : lines.found === 1 ? t('1 row') : t('{0} rows', lines.found)}</span>
	</div>`;
}

function entries(): readonly { readonly id: string; readonly label: string }[] {
	return [
		{ id: 'link', label: t('Link to This Comparison') }, { id: 'copy md', label: t('Markdown') }, { id: 'copy csv', label: t('CSV') }, { id: 'copy tsv', label: t('TSV, for a Spreadsheet') }, { id: 'copy json', label: t('JSON') },
		{ id: 'save csv', label: t('Save as CSV…') }, { id: 'save md', label: t('Save as Markdown…') }, { id: 'save json', label: t('Save as JSON…') },
	];
}

function chosen(id: string, deeds: Deeds): void {
	const [deed, form] = id.split(' ') as ['copy' | 'save', CopyForm];
	if (id === 'link') { deeds.copyLink(); } else if (deed === 'copy') { deeds.copy(form); } else { deeds.save(form); }
}

function fieldKey(event: KeyboardEvent, deeds: Deeds): void {
	const field = document.querySelector<Field>('#search');
	if (event.key === 'Escape' && field?.value !== '') {
		if (field) { field.value = ''; }
		deeds.arrange({ query: '' });
	} else if (event.key === 'Escape' || event.key === 'ArrowDown' || event.key === 'Enter') { document.querySelector('compare-table')?.focusLines(); } else { return; }
	event.preventDefault();
	event.stopPropagation();
}

export function focusFilter(): void {
	const field = document.querySelector<Field>('#search');
	field?.focus();
	field?.wrappedElement.select();
}

declare global {
	interface HTMLElementTagNameMap { 'compare-table': CompareTable }
}
