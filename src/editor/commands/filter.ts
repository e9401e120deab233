import * as vscode from 'vscode';
import type { App } from '../app';
import { t } from '../words';

/** Shows only what holds a text, while it is typed. Escape brings back what was shown before. */
export async function filter(app: App): Promise<void> {
	const before = app.view.arrangement.filter;
	const kept = await new Promise<boolean>(resolve => {
		const box = vscode.window.createInputBox();
		let timer: NodeJS.Timeout | undefined;
		box.title = t('Filter Models');
		box.placeholder = t('Name, alias, tag, path, note, framework, author or commit');
		box.value = before;
		box.onDidChangeValue(text => {
			clearTimeout(timer);
			timer = setTimeout(() => void app.view.arrange({ filter: text.trim() }), 150);
		});
		box.onDidAccept(() => {
			clearTimeout(timer);
			void app.view.arrange({ filter: box.value.trim() });
			resolve(true);
			box.hide();
		});
		box.onDidHide(() => { clearTimeout(timer); resolve(false); box.dispose(); });
		box.show();
	});
	if (!kept) { await app.view.arrange({ filter: before }); }
}

export async function clearFilter(app: App): Promise<void> {
	await app.view.arrange({ filter: '' });
}
