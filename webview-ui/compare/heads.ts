import { html, nothing, type TemplateResult } from 'lit';
import type { ComparedColumn, Comparison } from '../../src/core/compare/comparison';
import { formatAge } from '../../src/core/present/age';
import { shortCommit } from '../../src/core/present/hash';
import { formatWhen } from '../../src/core/present/when';
import { aliasIcon } from '../shared/chip';
import { icon } from '../shared/icon';
import { t } from '../shared/words';
import type { Density } from './layout';
import { seriesMark } from './series';
import type { Deeds } from './state';

/** Aliases that a head has room for. */
const mostChips = 3;

/** The head of a column: the version's name and aliases, then when and from what code; what can be done with the column at its end. */
export function columnHead({ columns, base }: Comparison, at: number, density: Density, deeds: Deeds): TemplateResult {
	const column = columns[at];
	if (!column) { return html``; }
	const isBase = at === base;
	const canRemove = columns.length > 2;
	return html`<span class="head-line">${density === 'many' ? nothing : seriesMark(at, base)}<span class="head-name cut" title=${`${column.model} ${column.name}`}>${column.name}</span>${chips(column, density)}
			${isBase ? nothing : html`<span class="head-deeds">
				<button class="head-button" tabindex="-1" title=${t('Make {0} the Baseline (B)', column.name)} aria-label=${t('Make {0} the baseline', column.name)} @click=${() => { deeds.setBase(column.id); }}>${icon('pin')}</button>
				${canRemove ? html`<button class="head-button" tabindex="-1" title=${t('Remove {0} (Delete)', column.name)} aria-label=${t('Remove {0}', column.name)} @click=${() => { deeds.remove(column.id); }}>${icon('close')}</button>` : nothing}</span>`}</span>
		<span class="head-facts secondary cut" title=${factsTitle(column)}>${density === 'many' ? isBase ? t('baseline') : formatAge(new Date(column.at)) : facts(column, isBase)}</span>`;
}

/** Aliases where there is room for no names: two of them, with all in the tooltip. */
export function headIcons({ aliases, contested }: Pick<ComparedColumn, 'aliases' | 'contested'>): TemplateResult | typeof nothing {
	const all = [...aliases.map(name => ({ name, isContested: false })), ...contested.map(name => ({ name, isContested: true }))];
	if (!all.length) { return nothing; }
	const title = all.map(({ name, isContested }) => (isContested ? t('{0}, in conflict', name) : name)).join(', ');
	return html`<span class="head-icons" title=${title} role="img" aria-label=${title}>${all.slice(0, 2).map(({ name, isContested }) => html`<span class="alias-${name} ${isContested ? 'contested' : ''}">${icon(isContested ? 'warning' : aliasIcon(name))}</span>`)}</span>`;
}

function chips({ aliases, contested }: ComparedColumn, density: Density): TemplateResult | typeof nothing {
	const all = [...aliases.map(name => ({ name, isContested: false })), ...contested.map(name => ({ name, isContested: true }))];
	if (!all.length) { return nothing; }
	const title = all.map(({ name, isContested }) => (isContested ? t('{0}, in conflict', name) : name)).join(', ');
	if (density === 'many') { return headIcons({ aliases, contested }); }
	return html`${all.slice(0, mostChips).map(({ name, isContested }) => html`<span class="chip ${isContested ? 'warning' : 'solid'} alias-${name}">${icon(isContested ? 'warning' : aliasIcon(name))}<span>${isContested ? `${name}?` : name}</span></span>`)}${all.length > mostChips ? html`<span class="secondary" title=${title}>+${all.length - mostChips}</span>` : nothing}`;
}

function facts({ at, commit, dirty, archived, note }: ComparedColumn, isBase: boolean): string {
	return [isBase ? t('baseline') : note, archived ? t('archived') : '', formatAge(new Date(at)), commit === null ? '' : shortCommit(commit), dirty ? t('uncommitted changes') : ''].filter(part => part !== '').join(' · ');
}

function factsTitle({ at, commit, note }: ComparedColumn): string {
	return [note, formatWhen(new Date(at)), commit ?? ''].filter(part => part !== '').join('\n');
}
