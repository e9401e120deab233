/** A colour of the theme, and nothing else: see the table of meanings in the design. */
export type RowColor = 'charts.green' | 'charts.red' | 'charts.blue' | 'charts.purple' | 'charts.orange' | 'editorWarning.foreground' | 'disabledForeground';

/** How a node looks and sounds: what a TreeItem is made of, without the editor. */
export interface Row {
	readonly label: string;
	/** Dimmed, after the label: the number that matters first, since it is cut at its end. */
	readonly description?: string;
	/** A codicon. */
	readonly icon?: string;
	readonly color?: RowColor;
	/** Kind and flags for `when` clauses, joined by dots. */
	readonly context: string;
	/** What a screen reader says: a sentence, glyphs spelt out. */
	readonly spoken: string;
	readonly opens: 'no' | 'closed' | 'open';
	/** Marks the row at its right edge. */
	readonly mark?: 'conflict';
}

/** The facts of a row after its name, in the order of their weight. */
export function dotted(parts: readonly (string | undefined)[]): string {
	return parts.filter(part => part !== undefined && part !== '').join(' · ');
}

/** Facts as they are spoken. */
export function spoken(parts: readonly (string | undefined)[]): string {
	return parts.filter(part => part !== undefined && part !== '').join(', ');
}

/** Kind and those flags that hold. */
export function flags(kind: string, holds: Readonly<Record<string, boolean>>): string {
	return [kind, ...Object.entries(holds).flatMap(([flag, does]) => (does ? [flag] : []))].join('.');
}
