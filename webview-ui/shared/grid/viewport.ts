/** Height of a row in px: the same for all, and the same as in grid.css. */
export const rowHeight = 22;
/** Of the heads, where nothing is drawn under the titles. */
export const headHeight = 28;
/** Rows that are drawn beyond each edge, so that a fast wheel finds them there. */
const beyond = 12;

export interface Viewport { readonly scrollTop: number; readonly height: number }

/** The rows to draw: from `first` up to, not including, `end`. */
export function rowsIn({ scrollTop, height }: Viewport, count: number): { readonly first: number; readonly end: number } {
	const first = Math.min(Math.max(0, count - 1), Math.max(0, Math.floor(scrollTop / rowHeight) - beyond));
	return { first, end: Math.min(count, Math.ceil((scrollTop + height) / rowHeight) + beyond) };
}

/** Rows that are wholly in sight under the head. */
export function pageSize({ height }: Viewport, head = headHeight): number {
	return Math.max(1, Math.floor((height - head) / rowHeight));
}

/** Where to scroll so that a row stands wholly under the head; where it is now if it does. */
export function scrollTopFor(index: number, { scrollTop, height }: Viewport, head = headHeight): number {
	const top = index * rowHeight;
	const room = height - head;
	if (top < scrollTop) { return top; }
	return top + rowHeight > scrollTop + room ? Math.max(0, top + rowHeight - room) : scrollTop;
}
