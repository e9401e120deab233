/** `/` and Ctrl/Cmd+F go to the page's search, wherever the keyboard is but in a text field ('/' is a character there). */
export function searchKeys(focus: () => void): void {
	window.addEventListener('keydown', event => {
		const find = event.key.toLowerCase() === 'f' && (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey;
		const slash = event.key === '/' && !event.ctrlKey && !event.metaKey && !event.altKey && !isTyping(event);
		if (!find && !slash) { return; }
		event.preventDefault();
		// VS Code hears every key that reaches the window: it would open its own search.
		event.stopImmediatePropagation();
		focus();
	}, { capture: true });
}

/** Whether a key goes into a text field. */
export function isTyping(event: Event): boolean {
	const [target] = event.composedPath();
	return target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement || (target instanceof HTMLElement && target.isContentEditable);
}
