import { isTyping } from '../shared/searchKeys';
import type { Deeds } from './state';

export interface PageKeys {
	readonly deeds: Deeds;
	/** The version of the column that has the keyboard. */
	version(): string | undefined;
	next(by: 1 | -1): void;
	toggleDifferences(): void;
	/** From 0. */
	section(at: number): void;
	/** False where there was nothing to clear. */
	clear(): boolean;
}

/** Keys that work wherever the keyboard is on the page, but in a text field: B baseline, Delete and Alt+arrows for columns, D, N, P, 1 to 9, Esc. */
export function pageKeys(keys: PageKeys): void {
	window.addEventListener('keydown', event => {
		if (isTyping(event) || event.ctrlKey || event.metaKey || isInControl(event) || !handled(event, keys)) { return; }
		event.preventDefault();
		// VS Code hears every key that reaches the window: Alt+Left would go back.
		event.stopImmediatePropagation();
	}, { capture: true });
}

/** A list that is open takes its keys itself. */
function isInControl(event: Event): boolean {
	const [target] = event.composedPath();
	return target instanceof HTMLElement && (target.closest('select, [role=menu], [role=listbox], [role=combobox]') !== null || (target.getRootNode() instanceof ShadowRoot && (target.getRootNode() as ShadowRoot).host.localName === 'vscode-single-select'));
}

function handled({ key, altKey }: KeyboardEvent, { deeds, version, next, toggleDifferences, section, clear }: PageKeys): boolean {
	const at = version();
	if (altKey) {
		if (at === undefined || (key !== 'ArrowLeft' && key !== 'ArrowRight')) { return false; }
		deeds.move(at, key === 'ArrowLeft' ? -1 : 1);
		return true;
	}
	switch (key) {
		case 'b': case 'B': if (at !== undefined) { deeds.setBase(at); } return at !== undefined;
		case 'Delete': if (at !== undefined) { deeds.remove(at); } return at !== undefined;
		case 'd': case 'D': toggleDifferences(); return true;
		case 'n': case 'N': next(1); return true;
		case 'p': case 'P': next(-1); return true;
		case 'Escape': return clear();
		default: if (!/^\d$/.test(key)) { return false; } section((Number(key) + 9) % 10); return true;
	}
}
