import '@vscode-elements/elements/dist/vscode-button/index.js';
import '../../shared/menuButton';
import { html, nothing, type TemplateResult } from 'lit';
import { toCsv } from '../../../src/core/present/comparedTable';
import { directionOf } from '../../../src/core/present/direction';
import { plainLine } from '../../../src/core/present/plain';
import { formatCount } from '../../../src/core/present/quantities';
import type { ModelHead } from '../../../src/protocol/model';
import { remembered } from '../board/remembered';
import { aliasIcon, chip } from '../../shared/chip';
import { styled } from '../../shared/styled';
import { t } from '../../shared/words';
import type { Deeds, State } from '../state';
import type { VersionList } from '../versionList';
import { pivotSentence } from './pivotSentence';
import { measuredMetrics, pivotTable, type PivotTable, type TableCell, type TableRow } from './pivotTable';
import { mayWrite } from '../mayWrite';

/** Versions and contexts that are drawn; more are counted. */
const mostVersions = 24, mostRows = 500;
/** Part of the colour of the worst and the best cell of a row, in percent. */
const coolest = 4, hottest = 30;

const tableOf = remembered(pivotTable);
const metricsIn = remembered(measuredMetrics);
const byId = remembered((list: VersionList) => new Map(list.rows.map(({ id, at }) => [id, at])));

/** How versions did in contexts: data sets with their slices as rows, versions as columns, the best of each row marked. */
export function evaluationsTab({ evaluations, arranged }: State, head: ModelHead, list: VersionList, deeds: Deeds): TemplateResult {
	const metrics = evaluations ? metricsIn(evaluations) : [];
	const metric = metrics.includes(arranged.evaluated) ? arranged.evaluated : head.metric !== undefined && metrics.includes(head.metric) ? head.metric : metrics[0];
	const record = html`<vscode-button secondary icon="add" ?disabled=${!mayWrite(head)} @click=${() => { deeds.recordEvaluation(list.rows[0]?.id ?? ''); }}>${t('Record Evaluation…')}</vscode-button>`;
	if (!evaluations || metric === undefined) { return html`<p class="nothing">${t('No version was evaluated yet: how it did on a data set, a split or a slice, at any later time.')} ${list.rows.length ? record : nothing}</p>`; }
	const whole = tableOf(evaluations, metric, head.baseline);
	const table = fewer(whole, head.baseline);
	const places = byId(list);
	const label = (version: string) => list.labels[places.get(version) ?? -1] ?? version.slice(0, 8);
	const base = head.baseline === undefined ? undefined : label(head.baseline);
	const { strong, rest } = pivotSentence(whole, head.baseline, label);
	return html`<div class="board-tools" role="group" aria-label=${t('Evaluations')}>
			<span class="secondary">${t('Metric')}</span> <menu-button class="start" label=${titleOf(metric, head)} icon="graph-line" .entries=${metrics.map(one => ({ id: one, label: titleOf(one, head) }))} .choose=${(id: string) => { deeds.arrange({ evaluated: id }); }}></menu-button>
			<span class="secondary">${table.versions.length < whole.versions.length ? t('{0} of {1} versions, the newest', table.versions.length, formatCount(whole.versions.length)) : nothing}</span>
			<span class="board-menus">
				${table.versions.length > 1 ? html`<vscode-button secondary icon="compare-changes" @click=${() => { deeds.compareIds(table.versions); }}>${t('Compare These Versions')}</vscode-button>` : nothing}
				<vscode-button secondary icon="copy" @click=${() => { deeds.copy(csv(whole, label), t('Copied as CSV')); }}>${t('Copy as CSV')}</vscode-button>
				${record}
			</span>
		</div>
		<p class="verdict" role="status"><b>${strong}</b> ${rest}</p>
		<div class="pivot-scroll" tabindex="0" role="region" aria-label=${t('{0} by context and version', metric)}><table class="pivot">
			<thead><tr><th scope="col" class="context">${t('Context')}</th>${table.versions.map(version => html`<th scope="col"><button class="link" title=${t('Show {0} in the Models view', label(version))} @click=${() => { deeds.showVersion(version); }}>${label(version)}</button>${(list.aliases.get(places.get(version) ?? -1)?.settled ?? []).slice(0, 2).map(alias => html` <span class="alias ${alias}">${chip({ text: plainLine(alias), icon: aliasIcon(alias), look: 'solid' })}</span>`)}</th>`)}<th scope="col">${base === undefined ? t('Best') : t('Best, against {0}', base)}</th></tr></thead>
			<tbody>${table.rows.slice(0, mostRows).map(row => line(row, table, label, head, deeds))}</tbody>
		</table>${table.rows.length > mostRows ? html`<p class="nothing">${t('{0} more contexts are not shown. Copy as CSV has them.', formatCount(table.rows.length - mostRows))}</p>` : nothing}</div>`;
}

function titleOf(metric: string, { directions }: ModelHead): string {
	const direction = directionOf(metric, directions);
	return `${plainLine(metric)}${direction === undefined ? '' : direction === 'higher' ? ' ↑' : ' ↓'}`;
}

/** The newest versions, and the baseline. */
function fewer(table: PivotTable, baseline: string | undefined): PivotTable {
	if (table.versions.length <= mostVersions) { return table; }
	const kept = new Set(table.versions.slice(-mostVersions));
	if (baseline !== undefined && table.versions.includes(baseline)) { kept.add(baseline); }
	return { ...table, versions: table.versions.filter(version => kept.has(version)), rows: table.rows.map(row => ({ ...row, cells: row.cells.filter((_cell, at) => kept.has(table.versions[at] ?? '')) })) };
}

function line({ title, isSlice, isEmpty, cells, best }: TableRow, { versions }: PivotTable, label: (version: string) => string, { baseline, isTrusted, past }: ModelHead, deeds: Deeds): TemplateResult {
	const name = plainLine(title === '' ? t('data that is not named') : title);
	const missing = (version: string) => (isEmpty ? nothing : mayWrite({ isTrusted, past }) ? html`<button class="link missing" title=${t('Record an evaluation of {0}', label(version))} @click=${() => { deeds.recordEvaluation(version); }}>${t('not evaluated')}</button>` : html`<span class="secondary">${t('not evaluated')}</span>`);
	return html`<tr class=${isSlice ? 'slice' : 'whole'}><th scope="row" class="context"><span class="cut" title=${name}>${name}</span></th>${cells.map((cell, at) => (cell ? html`<td ${styled({ '--heat': `${(coolest + cell.heat * (hottest - coolest)).toFixed(1)}%` })}>${content(cell)}</td>` : html`<td class="none">${missing(versions[at] ?? '')}</td>`))}
		<td class="winner">${isEmpty ? html`<span class="secondary">${t('slices only')}</span>` : best === undefined ? html`<span class="secondary">${t('nothing to compare')}</span>` : html`<b>${label(best.version)}</b> ${best.isBaseline ? html`<span class="secondary">${t('is the baseline')}</span>` : best.change === '' ? html`<span class="secondary">${baseline === undefined ? '' : t('{0} not evaluated', label(baseline))}</span>` : html`<span class="mono change ${best.verdict}">${best.change}</span>`}`}</td></tr>`;
}

const words = { better: () => t('better'), worse: () => t('worse'), same: () => t('the same'), unknown: () => '' };

function content({ text, isBest, change, verdict }: TableCell): TemplateResult {
	return html`<span class="mono ${isBest ? 'leading' : ''}">${text}</span>${change === '' ? nothing : html` <span class="mono change ${verdict}">${change}</span><span class="spoken">${words[verdict]()}</span>`}${isBest ? html` <span class="best">${t('best')}</span>` : nothing}`;
}

function csv({ versions, rows }: PivotTable, label: (version: string) => string): string {
	return toCsv([[t('Context'), t('Slice'), ...versions.map(label)], ...groupNames(rows).map(({ row, group }) => [group, row.isSlice ? row.title : '', ...row.cells.map(cell => (cell ? String(cell.value) : ''))])]);
}

function groupNames(rows: readonly TableRow[]): readonly { readonly row: TableRow; readonly group: string }[] {
	let group = '';
	return rows.flatMap(row => {
		if (!row.isSlice) { group = row.title; }
		return row.isEmpty ? [] : [{ row, group }];
	});
}
