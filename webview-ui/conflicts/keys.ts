import { isTyping } from '../shared/searchKeys';

/** `N` and `P` go from conflict to conflict; the arrows from choice to choice in one. */
export function conflictKeys(go: (by: 1 | -1) => void): void {
	window.addEventListener('keydown', event => {
		if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event)) { return; }
		const key = event.key.toLowerCase();
		if (key === 'n' || key === 'p') { go(key === 'n' ? 1 : -1); } else if (!arrow(event)) { return; }
		event.preventDefault();
		event.stopPropagation();
	});
}

function arrow(event: KeyboardEvent): boolean {
	const by = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
	const at = (event.target as HTMLElement | null)?.closest<HTMLElement>('.choice');
	if (by === undefined || !at) { return false; }
	const choices = [...at.closest('.choices')?.querySelectorAll<HTMLElement>('.choice') ?? []];
	choices.at((choices.indexOf(at) + by) % choices.length)?.focus();
	return true;
}
