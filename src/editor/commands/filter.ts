import * as vscode from 'vscode';
import type { SearchNames } from '../../core/search/complete';
import type { App } from '../app';
import { t } from '../words';
import { filterItems, type FilterItem } from './filterItems';

/** Shows only what a text or a search finds, while it is typed. Escape brings back what was shown before. */
export async function filter(app: App): Promise<void> {
	const before = app.view.arrangement.filter;
	const names = await namesOf(app);
	const kept = await new Promise<boolean>(resolve => {
		const box = vscode.window.createQuickPick<FilterItem>();
		let timer: NodeJS.Timeout | undefined;
		/** The text that the rows below were made for. */
		let offered: string | undefined;
		const offer = () => {
			offered = box.value;
			box.items = [...filterItems(offered, names)];
			// Enter takes the text as it stands, unless a row was gone to.
			box.activeItems = [];
		};
		box.title = t('Filter Models');
		box.placeholder = t('A text, or a search such as metrics.auc > 0.9 and not archived');
		box.value = before;
		box.onDidChangeValue(text => {
			clearTimeout(timer);
			offer();
			timer = setTimeout(() => void app.view.arrange({ filter: text.trim() }), 150);
		});
		box.onDidAccept(() => {
			const [item] = offered === box.value ? box.selectedItems : [];
			if (item) {
				box.value = item.value ?? box.value;
				offer();
				return;
			}
			clearTimeout(timer);
			void app.view.arrange({ filter: box.value.trim() });
			resolve(true);
			box.hide();
		});
		box.onDidHide(() => { clearTimeout(timer); resolve(false); box.dispose(); });
		offer();
		box.show();
	});
	if (!kept) { await app.view.arrange({ filter: before }); }
}

/** What there is to search for, in every folder that has a registry. */
async function namesOf(app: App): Promise<readonly SearchNames[]> {
	const entries = await app.registries.initialized();
	return Promise.all(entries.map(async entry => (await entry.open()).searchNames()));
}

export async function clearFilter(app: App): Promise<void> {
	await app.view.arrange({ filter: '' });
}
