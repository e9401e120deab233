/** A way to ask for `draw`: however often that is asked for until the page's turn is over, it is drawn once. */
export function inOneGo(draw: () => void): () => void {
	let isAsked = false;
	return () => {
		if (isAsked) { return; }
		isAsked = true;
		queueMicrotask(() => {
			isAsked = false;
			draw();
		});
	};
}
