/** How long the thread may be kept from other work, in milliseconds. */
const slice = 8;
let begun = performance.now();

/** Lets other work have its turn, if the thread has been kept from it for some time. */
export async function breathe(): Promise<void> {
	if (performance.now() - begun < slice) { return; }
	await new Promise(resolve => { setImmediate(resolve); });
	begun = performance.now();
}
