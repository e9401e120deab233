import '@vscode-elements/elements/dist/vscode-textfield/index.js';
import { html, nothing, type TemplateResult } from 'lit';
import type { ShownContest } from '../../src/protocol/conflicts';
import { icon } from '../shared/icon';
import { t } from '../shared/words';
import { contestTable } from './contestTable';
import type { Deeds, State } from './state';
import { kindOf, shown, sideName, subjectName, titleOf } from './wording';

/** With more than this, only the first is open at first. */
const mostOpen = 3;

export function isOpen(contest: ShownContest, { contested, arranged }: State): boolean {
	const contests = contested?.contests ?? [];
	return arranged.folds[contest.key] ?? (contests.length <= mostOpen || contest === contests[0]);
}

/** One conflict: what happened, its sides, and what can be looked at before deciding. */
export function contestSection(contest: ShownContest, state: State, deeds: Deeds): TemplateResult {
	const open = isOpen(contest, state);
	const canFold = (state.contested?.contests.length ?? 0) > 1;
	const id = `contest-${contest.key}`;
	const title = html`${icon('warning')}<span>${titleOf(contest)}</span>`;
	return html`<section class="contest ${open ? 'open' : 'closed'}" id=${id} aria-label=${titleOf(contest)} data-key=${contest.key}>
		<h2>${canFold ? html`<button class="fold" aria-expanded=${open} @click=${() => { deeds.fold(contest.key, !open); }}>${icon(open ? 'chevron-down' : 'chevron-right')}${title}</button>` : html`<span class="fold">${title}</span>`}${open ? nothing : html`<span class="secondary cut">${contest.sides.map(side => sideName(contest, side)).join(t(' or '))}</span>`}</h2>
		${open ? html`<p class="happened">${happened(contest)}</p>
			${contestTable(contest, state, deeds)}
			<div class="deciding">
				<vscode-textfield class="reason-field" label=${t('Reason for the record')} placeholder=${t('Reason for the record, optional')} maxlength="2000" .value=${state.arranged.reasons[contest.key] ?? ''} ?disabled=${state.contested?.isTrusted === false} @input=${(event: Event) => { deeds.say(contest.key, (event.target as HTMLInputElement).value); }}></vscode-textfield>
				<span class="secondary">${contest.sides.length === 2 ? t('Deciding writes one record that replaces both. It can be changed again.') : t('Deciding writes one record that replaces them all. It can be changed again.')}</span>
			</div>
			<div class="links">${links(contest, deeds)}</div>` : nothing}
	</section>`;
}

/** 'Both moved it away from v4 without knowing of each other. Until someone decides, v6, the later one, is what defects@production gives.' */
function happened(contest: ShownContest): TemplateResult {
	const { name, before, sides } = contest;
	const [kind, key] = kindOf(name);
	const last = sides.at(-1);
	const both = sides.length === 2;
	const from = before?.value == null || kind === 'card'
		? both ? t('Both set it without knowing of each other.') : t('All {0} set it without knowing of each other.', sides.length)
		: both ? t('Both changed it from {0} without knowing of each other.', sideName(contest, before)) : t('All {0} changed it from {1} without knowing of each other.', sides.length, sideName(contest, before));
	if (!last) { return html`${from}`; }
	if (kind === 'alias' && last.value !== null) { return html`${from} ${t('Until someone decides, {0}, the later one, is what', sideName(contest, last))} <code>${shown(contest.model)}@${shown(key)}</code> ${t('gives.')}`; }
	return html`${from} ${kind === 'card' ? t('Until someone decides, the later text is shown.') : t('Until someone decides, the later value holds for {0}: {1}.', subjectName(contest), sideName(contest, last))}`;
}

function links(contest: ShownContest, deeds: Deeds): TemplateResult {
	const { name, model, versions, before, sides } = contest;
	const link = (text: string, press: () => void) => html`<button class="link" @click=${press}>${text}</button>`;
	const labelOf = (id: string) => shown([...before ? [before] : [], ...sides].find(side => side.version === id)?.label ?? '', 30);
	const chosen = [...new Set(sides.flatMap(side => side.version ?? []))];
	const [one, other] = chosen;
	if (kindOf(name)[0] === 'card') {
		const last = sides.at(-1), first = sides[0];
		if (!last || !first) { return html``; }
		return html`${sides.length === 2 ? link(t('Open Both as Diff'), () => { deeds.openCards(model, first.record, last.record); }) : sides.slice(0, -1).map((side, at) => link(t('Diff of Text {0} and the Latest', at + 1), () => { deeds.openCards(model, side.record, last.record); }))}
			${before ? sides.map((side, at) => link(t('What Side {0} Changed', at + 1), () => { deeds.openCards(model, before.record, side.record); })) : nothing}
			${sides.length === 2 ? link(t('Merge in the Editor'), () => { deeds.mergeCards(model, before?.record ?? null, first.record, last.record); }) : nothing}`;
	}
	return html`${versions.length > 1 ? link(t('Compare {0}', versions.slice(0, 6).map(labelOf).join(', ')), () => { deeds.compare(versions); }) : nothing}
		${chosen.slice(0, 4).map(id => link(t('Lineage of {0}', labelOf(id)), () => { deeds.showLineage(id); }))}
		${one !== undefined && other !== undefined && chosen.length === 2 ? link(t('Open Code Diff {0} ↔ {1}', labelOf(one), labelOf(other)), () => { deeds.openCode(one, other); }) : nothing}`;
}
