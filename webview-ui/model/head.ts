import '@vscode-elements/elements/dist/vscode-button/index.js';
import { html, nothing, type TemplateResult } from 'lit';
import { directionOf } from '../../src/core/present/direction';
import { plainLine } from '../../src/core/present/plain';
import { formatCount } from '../../src/core/present/quantities';
import type { ModelHead } from '../../src/protocol/model';
import { aliasIcon, chip } from '../shared/chip';
import '../shared/menuButton';
import { icon } from '../shared/icon';
import { t } from '../shared/words';
import type { Deeds } from './state';
import type { VersionList } from './versionList';
import { mayWrite } from './mayWrite';

/** Name, counts, what can be done; then who holds what, what it is judged by, and its tags. */
export function head(model: ModelHead, list: VersionList | undefined, deeds: Deeds): TemplateResult {
	return html`<header>
		<div class="titles">
			<h1 class="cut" title=${plainLine(model.name)}>${plainLine(model.name)}</h1><span class="secondary">${counts(model)}</span>
			<span class="deeds">
				${mayWrite(model) ? html`<vscode-button secondary icon="edit" @click=${deeds.editCard}>${t('Edit Card')}</vscode-button>` : html`<vscode-button secondary icon="book" @click=${deeds.editCard}>${t('Open Card')}</vscode-button>`}
				<vscode-button secondary icon="git-merge" @click=${deeds.openLineage}>${t('Lineage')}</vscode-button>
				<vscode-button secondary icon="tag" ?disabled=${!mayWrite(model)} @click=${deeds.editTags}>${t('Edit Tags')}</vscode-button>
			</span>
		</div>
		<div class="facts">
			${model.aliases.map(({ name, label, version, inConflict }) => html`<span class="fact alias ${inConflict ? '' : name}">${chip({
				text: inConflict ? `${plainLine(name)}?` : plainLine(name), icon: inConflict ? 'warning' : aliasIcon(name), look: inConflict ? 'warning' : 'solid',
				title: inConflict ? t('Two people moved it at once: decide the conflict in the Models view.') : t('Show {0} in the Models view', label ?? ''),
				...(version === undefined ? {} : { press: () => { deeds.showVersion(version); } }),
			})}${label === undefined ? nothing : html`<b>${label}</b>`}</span>`)}
			${mayWrite(model) && model.versions ? html`<button class="link edit" title=${t('Set Alias…')} @click=${() => { deeds.editVersion('setAlias', null); }}>${icon('edit')}<span class="spoken">${t('Set Alias…')}</span></button>` : nothing}
			${list ? metric(model, list, deeds) : nothing}
			${Object.entries(model.tags).map(([name, value]) => html`<span class="fact"><span class="secondary">${t('Tag')}</span> <span class="cut" title=${plainLine(`${name} = ${value}`)}>${plainLine(value === '' ? name : `${name} = ${value}`)}</span></span>`)}
		</div>
	</header>`;
}

function counts({ versions, archived }: ModelHead): string {
	const all = versions === 1 ? t('1 version') : t('{0} versions', formatCount(versions));
	return archived === 0 ? all : t('{0}, {1} archived', all, formatCount(archived));
}

/** What its versions are judged by, and a menu to choose another one or the direction. */
function metric({ metric: name, isChosen, directions, isTrusted, past }: ModelHead, { metrics }: VersionList, deeds: Deeds): TemplateResult {
	const direction = name === undefined ? undefined : directionOf(name, directions);
	const arrow = direction === undefined ? '' : direction === 'higher' ? ' ↑' : ' ↓';
	const label = name === undefined ? t('none') : `${plainLine(name)}${arrow}`;
	const entries = [
		...[...metrics.keys()].sort().map(one => ({ id: `metric ${one}`, label: `${plainLine(one)}${one === name ? ` ${t('(now)')}` : ''}` })),
		...isChosen ? [{ id: 'clear', label: t('By the Names of the Metrics') }] : [],
		...name === undefined ? [] : [{ id: 'direction higher', label: t('{0}: Higher Is Better', plainLine(name)) }, { id: 'direction lower', label: t('{0}: Lower Is Better', plainLine(name)) }],
	];
	const choose = (id: string) => {
		if (id === 'clear') { deeds.chooseMetric(null); } else if (id.startsWith('metric ')) { deeds.chooseMetric(id.slice(7)); } else if (name !== undefined) { deeds.setDirection(name, id === 'direction higher' ? 'higher' : 'lower'); }
	};
	return html`<span class="fact primary"><span class="secondary">${t('Primary metric')}</span> ${mayWrite({ isTrusted, past }) && entries.length ? html`<menu-button label=${label} icon="graph-line" .entries=${entries} .choose=${choose}></menu-button>` : html`<b>${label}</b>`}</span>`;
}
