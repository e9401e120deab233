import { html, type TemplateResult } from 'lit';
import { formatCount } from '../../src/core/present/quantities';
import type { ModelHead } from '../../src/protocol/model';
import { t } from '../shared/words';
import type { Deeds, State, Tab } from './state';
import type { VersionList } from './versionList';

const order: readonly Tab[] = ['leaderboard', 'evaluations'];

/** The leaderboard, and how versions did in contexts: one of them is shown. Arrows go from one to the other. */
export function tabs({ arranged, evaluations }: State, _head: ModelHead, list: VersionList, contents: Readonly<Record<Tab, () => TemplateResult>>, deeds: Deeds): TemplateResult {
	const titles: Readonly<Record<Tab, string>> = { leaderboard: t('Leaderboard'), evaluations: t('Evaluations') };
	const counts: Readonly<Record<Tab, number>> = { leaderboard: list.rows.length, evaluations: evaluations?.contexts.length ?? 0 };
	const now = order.includes(arranged.tab) ? arranged.tab : 'leaderboard';
	const key = (event: KeyboardEvent) => {
		const towards = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
		const next = order[(order.indexOf(now) + towards + order.length) % order.length];
		if (!towards || next === undefined) { return; }
		deeds.arrange({ tab: next });
		event.preventDefault();
		requestAnimationFrame(() => { document.querySelector<HTMLElement>(`#tab-${next}`)?.focus(); });
	};
	return html`<section class="board ${now}">
		<div class="tabs" role="tablist" aria-label=${t('Versions of the model')} @keydown=${key}>${order.map(tab => html`<button id="tab-${tab}" role="tab" aria-selected=${tab === now} aria-controls="tab-panel" tabindex=${tab === now ? 0 : -1} @click=${() => { deeds.arrange({ tab }); }}>${titles[tab]}<span class="badge" aria-label=${tab === 'evaluations' ? t('{0} contexts', counts[tab]) : t('{0} versions', counts[tab])}>${formatCount(counts[tab])}</span></button>`)}</div>
		<div id="tab-panel" class="tab-panel" role="tabpanel" aria-labelledby="tab-${now}">${contents[now]()}</div>
	</section>`;
}
