import '@vscode-elements/elements/dist/vscode-button/index.js';
import { html, nothing, type TemplateResult } from 'lit';
import { ifDefined } from 'lit/directives/if-defined.js';
import { assertNever } from '../../src/core/assertNever';
import { plainLine } from '../../src/core/present/plain';
import { formatAge } from '../../src/core/present/age';
import type { Inspected, Standing, Surroundings, Tile } from '../../src/protocol/inspect';
import { aliasIcon, chip } from '../shared/chip';
import { t } from '../shared/words';
import type { Deeds } from './state';

/** Name, state, and what can be done. */
export function head(inspected: Inspected, surroundings: Surroundings | undefined, deeds: Deeds): TemplateResult {
	const { name, folders } = inspected;
	return html`<header>
		<div class="title">
			<h1 class="cut" title=${plainLine(name)}>${plainLine(name)}</h1>
			${folders.length ? html`<span class="folders secondary cut" title=${plainLine(folders.join('/'))}>${plainLine(folders.join(' / '))}</span>` : nothing}
			${surroundings ? standingChips(surroundings.standing, deeds) : nothing}
		</div>
		<div class="deeds">${surroundings ? action(inspected, surroundings, deeds) : nothing}</div>
	</header>
	<div class="tiles"><dl>${inspected.tiles.map(tile)}</dl><p class="read secondary">${inspected.read}</p></div>`;
}

function standingChips(standing: Standing, { showVersion }: Deeds): TemplateResult {
	switch (standing.is) {
		case 'outside': return chip({ text: t('outside the workspace'), look: 'dashed', title: t('It can be inspected here, not registered.') });
		case 'unregistered': return chip({ text: t('not registered'), look: 'dashed' });
		case 'registered': {
			const { as: { name, version, aliases } } = standing;
			return html`${chip({ text: plainLine(name), look: 'solid', title: t('The same path, size and time. Shows it in the Models view.'), press: () => { showVersion(version); } })}${aliases.slice(0, 3).map(alias => chip({ text: plainLine(alias), icon: aliasIcon(alias), look: 'solid' }))}`;
		}
		case 'changed': return chip({
			text: standing.isSure ? t('changed since {0}', plainLine(standing.since.name)) : t('written since {0}', plainLine(standing.since.name)), look: 'dashed',
			title: standing.isSure ? t('Its size is another. Shows the version in the Models view.') : t('It has as many bytes as then; whether they are the same shows when it is registered. Shows the version in the Models view.'),
			press: () => { showVersion(standing.since.version); },
		});
		default: return assertNever(standing);
	}
}

function action({ isDangerous }: Inspected, { standing, isTrusted }: Surroundings, { register, showVersion }: Deeds): TemplateResult | typeof nothing {
	if (standing.is === 'outside') { return nothing; }
	if (standing.is === 'registered') { return html`<vscode-button secondary icon="package" @click=${() => { showVersion(standing.as.version); }}>${t('Show in Model Registry')}</vscode-button>`; }
	return html`<vscode-button icon="add" ?disabled=${!isTrusted} aria-disabled=${ifDefined(isTrusted ? undefined : 'true')} @click=${register}>${isDangerous ? t('Register Anyway…') : t('Register Model…')}</vscode-button>`;
}

function tile({ value, label, title }: Tile): TemplateResult {
	return html`<div class="tile" title=${ifDefined(title)}><dd>${typeof value === 'number' ? formatAge(new Date(value)) : value}</dd><dt class="secondary">${label}</dt></div>`;
}
