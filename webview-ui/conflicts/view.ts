import '@vscode-elements/elements/dist/vscode-progress-bar/index.js';
import { html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { formatAge } from '../../src/core/present/age';
import { formatCount } from '../../src/core/present/quantities';
import { formatWhen } from '../../src/core/present/when';
import type { Contested, ShownSettled } from '../../src/protocol/conflicts';
import { bar } from '../shared/bar';
import { icon } from '../shared/icon';
import { t } from '../shared/words';
import { contestSection } from './contest';
import type { Decided, Deeds, State } from './state';
import { buttonText, settledText } from './wording';

/** The page. */
export function view(state: State, deeds: Deeds): TemplateResult {
	const { contested, failure, isLoading } = state;
	return html`${isLoading ? html`<vscode-progress-bar class="progress" aria-label=${t('Reading conflicts')}></vscode-progress-bar>` : nothing}
		${failure !== undefined && !contested ? html`<div class="failure"><h1>${t('Conflicts')}</h1><p>${failure} <button class="link" @click=${deeds.refresh}>${t('Try Again')}</button></p></div>` : contested ? page(state, contested, deeds) : nothing}`;
}

function page(state: State, contested: Contested, deeds: Deeds): TemplateResult {
	const { notice, failure, decided, origins } = state;
	const { contests, isTrusted } = contested;
	return html`<div class="page">
		${notice === undefined ? nothing : bar({ icon: 'error', text: notice, action: { label: t('Dismiss'), press: deeds.dismiss } })}
		${failure === undefined ? nothing : bar({ icon: 'warning', text: t('{0} What is shown is older.', failure), action: { label: t('Try Again'), press: deeds.refresh } })}
		${isTrusted ? nothing : bar({ icon: 'shield', text: t('Restricted Mode: reading and comparing work, deciding and git do not.'), action: { label: t('Manage Trust'), press: deeds.manageTrust } })}
		${decided ? decidedBar(decided, deeds) : nothing}
		<header><h1>${t('Conflicts')}</h1>${contests.length ? html`<span class="secondary">${contests.length === 1 ? t('1 to decide') : t('{0} to decide', contests.length)}</span>` : nothing}${contests.length > 1 ? html`<span class="secondary hint">${t('N and P: next and previous')}</span>` : nothing}</header>
		${contests.length ? nothing : html`<p class="nothing">${t('No conflicts.')} ${lastPull(origins)}</p>`}
		${repeat(contests, contest => contest.key, contest => contestSection(contest, state, deeds))}
		${settled(contested.settled, state)}
	</div>`;
}

/** 'Last pull 6 h, 14 records merged.' */
function lastPull(origins: State['origins']): string {
	if (!origins?.pull) { return ''; }
	const { at, records } = origins.pull;
	const age = formatAge(new Date(at));
	return records === 1 ? t('Last pull {0}, 1 record merged.', age) : t('Last pull {0}, {1} records merged.', age, formatCount(records));
}

function decidedBar({ text, name, others }: Decided, deeds: Deeds): TemplateResult {
	return html`<div class="bar" role="status">${icon('check')}<span>${text}</span>
		${others.slice(0, 3).map(side => html`<button class="link" @click=${() => { deeds.useInstead(name, side.record); }}>${insteadText(name, side)}</button>`)}
		<button class="link" @click=${deeds.dismiss}>${t('Dismiss')}</button></div>`;
}

function insteadText(name: string, side: Decided['others'][number]): string {
	return t('{0} Instead', buttonText({ key: '', model: '', name, subject: undefined, before: undefined, sides: [], versions: [], metrics: [] }, side, false));
}

/** What two branches did at once and needed nobody: the last pull's, where there was one. */
function settled(all: readonly ShownSettled[], { origins }: State): TemplateResult | typeof nothing {
	const pull = origins?.pull;
	const fresh = pull ? all.filter(one => pull.settled.includes(one.record)) : [];
	const listed = fresh.length ? fresh : all.slice(0, 5);
	// Not before it is known which of them are news: rows never jump once they are shown.
	if (!listed.length || origins === undefined) { return nothing; }
	return html`<section class="settled" aria-label=${t('Settled by itself')}>
		<h2>${fresh.length ? t('Settled by itself since the last pull') : t('Settled by itself')} <span class="badge">${listed.length}</span></h2>
		<ul>${listed.map(one => html`<li>${icon('pass')}<span>${settledText(one)}</span><span class="secondary age" title=${formatWhen(new Date(one.at))}>${formatAge(new Date(one.at))}</span></li>`)}</ul>
	</section>`;
}
