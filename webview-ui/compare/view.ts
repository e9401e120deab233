import '@vscode-elements/elements/dist/vscode-progress-bar/index.js';
import { html, nothing, type TemplateResult } from 'lit';
import { bar } from '../shared/bar';
import { pageBars } from '../shared/pageBars';
import { t } from '../shared/words';
import { charts } from './charts/charts';
import { insideOf } from './charts/brush';
import { axisChoices } from './charts/parallel';
import './compareTable';
import { layoutOf, type Layout } from './layout';
import type { Lines } from './lines';
import type { Deeds, State } from './state';
import { noteTexts } from './noteTexts';
import { narrowStrip, strip } from './strip';
import { summary } from './summary';
import { transposed } from './transposed';
import { toolbar } from './toolbar';

/** The page. `lines` and `layout` follow from the state; they are handed in since they are remembered while nothing they depend on changes. */
export function view(state: State, lines: Lines | undefined, deeds: Deeds): TemplateResult {
	const { compared, failure, isLoading } = state;
	return html`${isLoading ? html`<vscode-progress-bar class="progress" aria-label=${t('Comparing')}></vscode-progress-bar>` : nothing}
		${failure !== undefined && !compared ? html`<div class="failure"><h1>${t('Compare')}</h1><p>${failure} <button class="link" @click=${deeds.refresh}>${t('Try Again')}</button></p></div>` : compared && lines ? page(state, compared, lines, deeds) : nothing}`;
}

function page({ arranged, notice, news, failure, width }: State, { comparison, isTrusted, past }: NonNullable<State['compared']>, lines: Lines, deeds: Deeds): TemplateResult {
	const layout = layoutOf(comparison, width);
	const shown = shownColumn(comparison, arranged.shown);
	return html`<div class="scroller ${layout.density}">
		<div class="top">
			${notice === undefined ? nothing : bar({ icon: 'error', text: notice, action: { label: t('Dismiss'), press: deeds.dismiss } })}
			${failure === undefined ? nothing : bar({ icon: 'warning', text: t('{0} What is shown is older.', failure), action: { label: t('Try Again'), press: deeds.refresh } })}
			${news === undefined ? nothing : bar({ icon: 'sync', text: news, action: { label: t('Dismiss'), press: deeds.dismiss } })}
			${pageBars({ past, isTrusted }, t('Restricted Mode: comparing works, registering and git do not.'), deeds)}
			<header class="toolbar">${toolbar(comparison, layout, lines, arranged, shown, deeds)}</header>
			${summary(comparison, layout, shown, deeds)}
		</div>
		${layout.density === 'narrow' ? narrowStrip(comparison, lines, arranged, shown, deeds) : strip(comparison, arranged, deeds)}
		${arranged.isTransposed && layout.density !== 'narrow' ? transposed(comparison, arranged, brushed(comparison, arranged), deeds) : table(comparison, layout, lines, shown, arranged, deeds)}
		${lines.found === 0 ? html`<p class="nothing">${arranged.query === '' ? t('No row differs.') : t('No row matches the filter.')} ${arranged.query === '' && lines.all > 0 ? html`<button class="link" @click=${() => { deeds.arrange({ onlyDifferences: false }); }}>${t('Show Equal Rows')}</button>` : nothing}</p>` : nothing}
		${noteTexts(comparison, arranged, layout, shown, deeds)}
		${charts(comparison, arranged, width, deeds)}
	</div>`;
}

function table(comparison: NonNullable<State['compared']>['comparison'], layout: Layout, lines: Lines, shown: number, arranged: State['arranged'], deeds: Deeds): TemplateResult {
	return html`<compare-table .comparison=${comparison} .layout=${layout} .lines=${lines} .shown=${shown} .evaluated=${arranged.evaluated} .brushed=${brushed(comparison, arranged)} .deeds=${deeds}></compare-table>`;
}

/** The columns inside the brush of parallel coordinates. */
function brushed(comparison: NonNullable<State['compared']>['comparison'], { brushes }: State['arranged']): ReadonlySet<number> | undefined {
	const inside = Object.keys(brushes).length ? insideOf(axisChoices(comparison), brushes) : undefined;
	return inside && new Set(inside.flatMap((one, at) => (one ? [at] : [])));
}

/** The column that a narrow page shows against the base: the one that was chosen while it is there, else the first. */
export function shownColumn({ columns, base }: NonNullable<State['compared']>['comparison'], chosen: string): number {
	const at = columns.findIndex((column, index) => column.id === chosen && index !== base);
	return at >= 0 ? at : base === 0 ? 1 : 0;
}
