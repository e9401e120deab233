import { html, nothing, type TemplateResult } from 'lit';
import type { Comparison } from '../../src/core/compare/comparison';
import { formatCountShort } from '../../src/core/present/quantities';
import '../shared/menuButton';
import { t } from '../shared/words';
import { titleOf, type Lines } from './lines';
import type { Arranged, Deeds } from './state';
import { versionSwitch } from './versionSwitch';

/** One button for each section, with how many rows differ: where to look. */
export function strip({ sections }: Comparison, { chart: kind }: Pick<Arranged, 'chart'>, deeds: Deeds): TemplateResult {
	return html`<nav class="strip" aria-label=${t('Sections')}>${sections.map((section, at) => html`<button class="jump ${section.differ === 0 ? 'none' : ''}" tabindex=${at === 0 ? 0 : -1} title=${t('Go to {0} ({1})', titleOf(section), at + 1)} @click=${() => { deeds.reveal(section.id); }} @keydown=${walk}>${section.id === 'notes' ? t('Notes') : titleOf(section)} <span class="badge">${formatCountShort(section.differ)}</span><span class="spoken"> ${t('differ')}</span></button>`)}<button class="jump" tabindex="-1" @click=${() => { deeds.showChart(kind); }} @keydown=${walk}>${t('Charts')}</button></nav>`;
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

/** On a narrow page: which version is shown, and the sections as a menu with what differs in each between the two. */
export function narrowStrip(comparison: Comparison, { lines }: Lines, { chart: kind }: Pick<Arranged, 'chart'>, shown: number, deeds: Deeds): TemplateResult {
	const entries = [
		...lines.flatMap(line => (line.is === 'section' ? [{ id: line.section.id as string, label: line.differ ? t('{0} ({1})', titleOf(line.section), formatCountShort(line.differ)) : titleOf(line.section) }] : [])),
		{ id: 'charts', label: t('Charts') },
	];
	return html`<nav class="narrow-strip" aria-label=${t('Sections')}>${versionSwitch(comparison, shown, deeds) ?? nothing}
		<menu-button label=${t('Sections')} icon="list-tree" .entries=${entries} .choose=${(id: string) => { if (id === 'charts') { deeds.showChart(kind); } else { deeds.reveal(id); } }}></menu-button></nav>`;
}
