/** Px that a press may wander and still be a click. */
const still = 5;

/** Follows a pointer that drags a column's edge. */
export function dragWidth(event: PointerEvent, resize: (width: number) => void): void {
	const handle = event.currentTarget as HTMLElement;
	const cell = handle.parentElement;
	if (event.button !== 0 || !cell) { return; }
	const start = cell.getBoundingClientRect().width - event.clientX;
	follow(event, handle, moved => { resize(start + moved.clientX); }, () => { /* it has its width already */ });
	event.preventDefault();
}

/** Follows a pointer that drags a head to another place; where it would fall is marked while it moves. */
export function dragHead(event: PointerEvent, id: string, move: (column: string, beside: string, after: boolean) => void): void {
	const button = event.currentTarget as HTMLElement;
	const cell = button.closest<HTMLElement>('.grid-head-cell');
	const row = cell?.parentElement;
	if (event.button !== 0 || !cell || !row) { return; }
	const from = event.clientX;
	let isDragged = false;
	let over: { readonly cell: HTMLElement; readonly after: boolean } | undefined;
	const unmark = () => { over?.cell.classList.remove('drop-before', 'drop-after'); };
	follow(event, button, moved => {
		isDragged ||= Math.abs(moved.clientX - from) > still;
		if (!isDragged) { return; }
		cell.classList.add('dragged');
		unmark();
		over = placeAt(row, cell, moved.clientX);
		over?.cell.classList.add(over.after ? 'drop-after' : 'drop-before');
	}, () => {
		cell.classList.remove('dragged');
		unmark();
		if (!isDragged) { return; }
		// The click that ends a drag is no press of the head.
		const swallow = (click: Event) => { click.stopImmediatePropagation(); click.preventDefault(); };
		button.addEventListener('click', swallow, { capture: true });
		setTimeout(() => {
			button.removeEventListener('click', swallow, { capture: true });
			if (over) { move(id, over.cell.dataset['column'] ?? '', over.after); }
		});
	});
}

function placeAt(row: HTMLElement, dragged: HTMLElement, x: number): { readonly cell: HTMLElement; readonly after: boolean } | undefined {
	const cells = [...row.querySelectorAll<HTMLElement>('.grid-head-cell:not(.pinned)')].filter(cell => cell !== dragged);
	const box = (cell: HTMLElement) => cell.getBoundingClientRect();
	const cell = cells.find(one => x < box(one).right) ?? cells.at(-1);
	return cell && { cell, after: x > box(cell).left + box(cell).width / 2 };
}

function follow(event: PointerEvent, handle: HTMLElement, move: (moved: PointerEvent) => void, end: () => void): void {
	handle.setPointerCapture(event.pointerId);
	handle.addEventListener('pointermove', move);
	handle.addEventListener('lostpointercapture', () => { handle.removeEventListener('pointermove', move); end(); }, { once: true });
}
