import { html, type TemplateResult } from 'lit';
import '../../shared/menuButton';
import { t } from '../../shared/words';
import type { Arranged, Deeds, State } from '../state';

/** What a view keeps of an arrangement. */
export function viewOf({ query, sorts, columns, isChosen, pinned, widths }: Arranged) {
	return { query, sorts, columns, isChosen, pinned, widths };
}

/** The menu of saved views: taking one, saving what is shown, removing one. */
export function viewMenu({ views, arranged }: State, deeds: Deeds): TemplateResult {
	const now = views.find(view => view.name === arranged.view);
	const isChanged = now !== undefined && JSON.stringify(viewOf({ ...arranged, ...now })) !== JSON.stringify(viewOf(arranged));
	const label = now === undefined ? t('View: Default') : isChanged ? t('View: {0}, changed', now.name) : t('View: {0}', now.name);
	const entries = [
		{ id: 'take ', label: t('Default') },
		...views.map(({ name }) => ({ id: `take ${name}`, label: name })),
		...isChanged ? [{ id: 'save', label: t('Save Changes to {0}', now.name) }] : [],
		{ id: 'save as', label: t('Save as New View…') },
		...now ? [{ id: 'remove', label: t('Remove {0}', now.name) }] : [],
	];
	const choose = (id: string) => {
		if (id === 'save') { deeds.saveView(now?.name ?? null); } else if (id === 'save as') { deeds.saveView(null); } else if (id === 'remove') { deeds.removeView(now?.name ?? ''); } else { deeds.takeView(id.slice(5)); }
	};
	return html`<menu-button class="view-menu" label=${label} icon="layout" .entries=${entries} .choose=${choose}></menu-button>`;
}
