import { html, type TemplateResult } from 'lit';
import type { Comparison } from '../../src/core/compare/comparison';
import { formatCountShort } from '../../src/core/present/quantities';
import { t } from '../shared/words';
import { titleOf } from './lines';
import type { Arranged, Deeds } from './state';

/** One button for each section, with how many rows differ: where to look. */
export function strip({ sections }: Comparison, { chart: kind }: Pick<Arranged, 'chart'>, deeds: Deeds): TemplateResult {
	return html`<nav class="strip" aria-label=${t('Sections')}>${sections.map((section, at) => html`<button class="jump ${section.differ === 0 ? 'none' : ''}" tabindex=${at === 0 ? 0 : -1} title=${t('Go to {0} ({1})', titleOf(section), at + 1)} @click=${() => { deeds.reveal(section.id); }} @keydown=${walk}>${titleOf(section)} <span class="badge">${formatCountShort(section.differ)}</span><span class="spoken"> ${t('differ')}</span></button>`)}<button class="jump" tabindex="-1" @click=${() => { deeds.showChart(kind); }} @keydown=${walk}>${t('Charts')}</button></nav>`;
}

function walk(event: KeyboardEvent): void {
	const buttons = [...(event.currentTarget as HTMLElement).parentElement?.querySelectorAll<HTMLElement>('button') ?? []];
	const at = buttons.indexOf(event.currentTarget as HTMLElement);
	const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: -1 }[event.key];
	if (to === undefined) { return; }
	buttons.at(to % buttons.length)?.focus();
	event.preventDefault();
	event.stopPropagation();
}
