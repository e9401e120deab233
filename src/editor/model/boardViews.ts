import * as vscode from 'vscode';
import * as z from 'zod/mini';
import type { BoardView } from '../../protocol/model';
import { t } from '../words';
import { boardView } from './boardView';
import type { ModelPageTarget } from './target';

const key = 'modelRegistry.boardViews';
/** Views that are kept of one model. */
const most = 100;

const name = z.string().check(z.minLength(1), z.maxLength(100));
const stored = z.record(z.string(), z.array(z.extend(boardView, { name })));

/** The views of a model's leaderboard that were saved in this workspace: they are one person's, not the team's. */
export function boardViews(state: vscode.Memento, target: ModelPageTarget): readonly BoardView[] {
	// What an older or newer version has kept and isn't like this counts as nothing.
	const parsed = stored.safeParse(state.get(key, {}));
	return parsed.success ? parsed.data[keyOf(target)] ?? [] : [];
}

/** Undefined where the person gave up saying a name. */
export async function saveBoardView(state: vscode.Memento, target: ModelPageTarget, view: Omit<BoardView, 'name'>, given: string | null): Promise<{ readonly name: string; readonly views: readonly BoardView[] } | undefined> {
	const before = boardViews(state, target);
	const said = given ?? await vscode.window.showInputBox({
		title: t('Save the Leaderboard\'s View'), prompt: t('Columns, their order and widths, sorting and search are kept in this workspace, for you.'), placeHolder: t('Name of the view'),
		validateInput: text => (name.safeParse(text.trim()).success ? before.some(one => one.name === text.trim()) ? { message: t('A view of this name is there: it will be replaced.'), severity: vscode.InputBoxValidationSeverity.Info } : undefined : t('A name has 1 to 100 characters.')),
	});
	if (said === undefined || said.trim() === '') { return undefined; }
	const views = [...before.filter(one => one.name !== said.trim()), { ...view, name: said.trim() }].sort((a, b) => (a.name < b.name ? -1 : 1)).slice(0, most);
	await write(state, target, views);
	return { name: said.trim(), views };
}

export async function removeBoardView(state: vscode.Memento, target: ModelPageTarget, gone: string): Promise<readonly BoardView[]> {
	const views = boardViews(state, target).filter(one => one.name !== gone);
	await write(state, target, views);
	return views;
}

async function write(state: vscode.Memento, target: ModelPageTarget, views: readonly BoardView[]): Promise<void> {
	const parsed = stored.safeParse(state.get(key, {}));
	const others = Object.fromEntries(Object.entries(parsed.success ? parsed.data : {}).filter(([of]) => of !== keyOf(target)));
	await state.update(key, views.length ? { ...others, [keyOf(target)]: views } : others);
}

function keyOf({ folder, model }: ModelPageTarget): string {
	return JSON.stringify([folder, model.toLowerCase()]);
}
