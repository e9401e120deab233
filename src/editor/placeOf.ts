/** Where a text names a field ('line 14', 'training.lr'): the line, or the last part of the name as a word. Offsets. */
export function placeOf(text: string, field: string): { readonly start: number; readonly end: number } | undefined {
	const line = /^line (\d+)$/.exec(field)?.[1];
	if (line !== undefined) {
		const lines = text.split('\n');
		const at = Number(line) - 1;
		if (at < 0 || at >= lines.length) { return undefined; }
		const start = lines.slice(0, at).reduce((sum, one) => sum + one.length + 1, 0);
		return { start, end: start + (lines[at]?.length ?? 0) };
	}
	const name = field.split('.').at(-1) ?? field;
	const found = new RegExp(`(?<![\\p{L}\\p{N}_])${name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}(?![\\p{L}\\p{N}_])`, 'u').exec(text);
	return found ? { start: found.index, end: found.index + name.length } : undefined;
}
