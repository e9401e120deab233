import '@vscode-elements/elements/dist/vscode-button/index.js';
import { html, nothing, type TemplateResult } from 'lit';
import type { ComparedCell, ComparedRow } from '../../src/core/compare/comparison';
import { shortCommit } from '../../src/core/present/hash';
import { plainLine, plainText } from '../../src/core/present/plain';
import { formatCount } from '../../src/core/present/quantities';
import { formatWhen } from '../../src/core/present/when';
import type { ShownContest, ShownSide } from '../../src/protocol/conflicts';
import { icon } from '../shared/icon';
import { styled } from '../shared/styled';
import { t } from '../shared/words';
import type { Deeds, State } from './state';
import { buttonText, kindOf, shortButton, shown, sideName } from './wording';

/** Metrics that are listed before somebody asks for all: those that differ come first. */
const mostMetrics = 12;
/** Narrower than this, in px, a row's name stands above its values. */
const narrow = 640;

interface Column { readonly side: ShownSide; readonly is: 'before' | 'side' | 'in effect' }

/** Before, one side, the other: who, why and how good above each other, so that the eye never leaves the column that it will choose. */
export function contestTable(contest: ShownContest, state: State, deeds: Deeds): TemplateResult {
	const { before, sides } = contest;
	const columns: readonly Column[] = [...before ? [{ side: before, is: 'before' as const }] : [], ...sides.map((side, at): Column => ({ side, is: at === sides.length - 1 ? 'in effect' : 'side' }))];
	const isNarrow = state.width < narrow;
	const widths = isNarrow ? `repeat(${columns.length}, minmax(104px, 1fr))` : ['minmax(120px, 170px)', ...columns.map(({ is }) => (is === 'before' ? 'minmax(130px, .55fr)' : 'minmax(230px, 1fr)'))].join(' ');
	return html`<div class="sides ${isNarrow ? 'narrow' : 'wide'}" role="table" aria-label=${t('Both sides')} tabindex="0" ${styled({ '--columns': widths })}>
		${heads(contest, columns, state, deeds)}
		${facts(contest, columns, state)}
		${metrics(contest, columns, state, deeds)}
		${choices(contest, columns, state, deeds)}
	</div>`;
}

function row(name: TemplateResult | string, cells: readonly unknown[], look = ''): TemplateResult {
	return html`<div role="row" class="row ${look}"><div role="rowheader" class="name">${name}</div>${cells.map(cell => html`<div role="cell" class="cell">${cell}</div>`)}</div>`;
}

function heads(contest: ShownContest, columns: readonly Column[], { origins, width }: State, deeds: Deeds): TemplateResult {
	return html`<div role="row" class="row heads"><div role="columnheader" class="name"><span class="spoken">${t('What')}</span></div>${columns.map(({ side, is }) => {
		const branch = origins?.commits[side.record]?.branch;
		const [kind] = kindOf(contest.name);
		const place = is === 'before' ? t('before') : branch === undefined ? '' : kind === 'alias' ? t('moved on {0}', shown(branch, 40)) : t('set on {0}', shown(branch, 40));
		return html`<div role="columnheader" class="cell head">${headName(contest, side, deeds)}${place === '' ? nothing : html`<span class="secondary">${place}</span>`}${is === 'in effect' ? html`<span class="chip solid" title=${t('What this registry gives until somebody decides')}>${width < narrow ? nothing : icon('history')}<span>${t('in effect now')}</span></span>` : nothing}</div>`;
	})}</div>`;
}

function headName(contest: ShownContest, side: ShownSide, deeds: Deeds): TemplateResult {
	const { version } = side;
	const name = sideName(contest, side);
	return version === undefined ? html`<b class="cut" title=${plainLine(side.value === null ? '' : side.label)}>${name}</b>` : html`<button class="link cut" title=${t('Show {0} in the Models view', name)} @click=${() => { deeds.showVersion(version); }}><b>${name}</b></button>`;
}

function facts(contest: ShownContest, columns: readonly Column[], { origins }: State): TemplateResult {
	const [kind] = kindOf(contest.name);
	const values = columns.map(({ side }) => side);
	return html`
		${row(kind === 'alias' ? t('Moved by') : t('Set by'), values.map(side => html`<span>${side.by === '' ? t('not recorded') : shown(side.by)}, <span class="when">${formatWhen(new Date(side.at))}</span></span>`), 'first')}
		${row(t('Reason'), values.map(side => (side.reason === undefined ? html`<span class="missing">${t('none given')}</span>` : html`<span class="reason">${plainText(side.reason)}</span>`)))}
		${origins === null ? nothing : row(t('Came in with'), values.map(side => {
			const origin = origins?.commits[side.record];
			if (!origins) { return html`<span class="missing">${t('asking git')}</span>`; }
			return origin ? html`<span class="mono" title=${origin.commit}>${shortCommit(origin.commit)}</span> <span>${shown(origin.subject, 100)}</span>` : html`<span class="missing">${t('not committed yet')}</span>`;
		}))}
		${kind === 'alias' ? row(t('Bytes'), values.map(bytes)) : nothing}
		${kind === 'card' ? row(t('Text'), values.map(text)) : nothing}`;
}

function bytes({ version, value, bytes: state }: ShownSide): TemplateResult {
	if (value === null) { return html`<span class="missing">${t('no version')}</span>`; }
	if (version === undefined) { return html`<span class="worse">${icon('error')} ${t('its record is not here')}</span>`; }
	switch (state) {
		case 'ok': return html`<span class="better">${icon('pass')} ${t('in place')}</span>`;
		case 'modified': return html`<span class="worse">${icon('error')} ${t('changed')}</span>`;
		case 'purged': return html`<span class="worse">${icon('trash')} ${t('purged')}</span>`;
		case 'moved': return html`<span>${icon('warning')} ${t('moved')}</span>`;
		default: return html`<span class="worse">${icon('error')} ${t('file missing')}</span>`;
	}
}

function text({ text: card }: ShownSide): TemplateResult {
	if (!card) { return html`<span class="missing">${t('can\'t be read')}</span>`; }
	return html`<div class="text"><pre tabindex="0" role="region" aria-label=${t('How the text begins')}>${plainText(card.begins)}</pre><span class="secondary">${card.lines === 1 ? t('1 line') : t('{0} lines', formatCount(card.lines))}</span></div>`;
}

function metrics(contest: ShownContest, columns: readonly Column[], { arranged }: State, deeds: Deeds): TemplateResult | typeof nothing {
	const { key, metrics: rows, versions } = contest;
	if (!rows.length) { return nothing; }
	const sorted = [...rows.filter(one => one.differs), ...rows.filter(one => !one.differs)];
	const listed = arranged.whole.includes(key) ? rows : sorted.slice(0, mostMetrics);
	const hidden = rows.length - listed.length;
	const cellOf = (one: ComparedRow, side: ShownSide): ComparedCell | undefined => (side.version === undefined ? undefined : one.cells[versions.indexOf(side.version)]);
	return html`${listed.map((one, at) => row(html`<span class="cut" title=${plainLine(one.name)}>${shown(one.name, 80)}</span>${one.direction === undefined ? nothing : html` <span class="secondary" title=${one.direction === 'higher' ? t('higher is better') : t('lower is better')}>${one.direction === 'higher' ? '↑' : '↓'}</span>`}`,
		columns.map(({ side }) => metric(cellOf(one, side), side.version === versions[0])), `metric ${at === 0 ? 'first' : ''}`))}
		${hidden > 0 ? row('', [html`<button class="link" @click=${() => { deeds.showWhole(key); }}>${hidden === 1 ? t('Show 1 More Metric') : t('Show {0} More Metrics', hidden)}</button>`, ...columns.slice(1).map(() => '')], 'more') : nothing}`;
}

function metric(cell: ComparedCell | undefined, isBase: boolean): TemplateResult {
	if (!cell) { return html`<span class="missing">${t('no version')}</span>`; }
	const { text: value, change, verdict, mark, missing, same } = cell;
	return html`<span class="value mono ${missing ? 'missing' : ''} ${mark === 'best' ? 'is-best' : ''}" title=${cell.title ?? ''}>${value}</span>${isBase ? nothing : html`<span class="change mono ${verdict ?? 'secondary'}">${same ? '=' : change ?? ''}</span>${verdict === 'better' ? html`<span class="better">${t('better')}</span>` : verdict === 'worse' ? html`<span class="worse">${t('worse')}</span>` : verdict === 'same' && !same ? html`<span class="secondary">≈</span>` : nothing}`}${mark === 'best' ? html`<span class="mark">${t('best')}</span>` : nothing}`;
}

/** The buttons are equal: no side is ours to prefer. */
function choices(contest: ShownContest, columns: readonly Column[], { contested, deciding, width }: State, deeds: Deeds): TemplateResult {
	const canDecide = contested?.isTrusted === true && deciding === undefined;
	return row(html`<span class="spoken">${t('Decide')}</span>`, columns.map(({ side, is }) => (is === 'before' ? '' : html`<vscode-button secondary class="choice" data-record=${side.record} title=${buttonText(contest, side, is === 'in effect')} ?disabled=${!canDecide} @click=${() => { deeds.decide(contest.key, side.record); }}>${width < narrow ? shortButton(contest, side, is === 'in effect') : buttonText(contest, side, is === 'in effect')}</vscode-button>`)), 'choices first');
}
