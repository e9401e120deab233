/** Milliseconds that a verb has to stop by itself. */
const patience = 5000;

/** Ctrl+C asks the verb to stop and leave no trace; a second one, or a verb that doesn't stop, ends the process. */
export function cancelOnSignals(): { readonly signal: AbortSignal; done(): void } {
	const controller = new AbortController();
	let timer: NodeJS.Timeout | undefined;
	const stop = () => {
		if (controller.signal.aborted) { process.exit(130); }
		controller.abort();
		timer = setTimeout(() => process.exit(130), patience);
		timer.unref();
	};
	process.on('SIGINT', stop);
	process.on('SIGTERM', stop);
	return { signal: controller.signal, done: () => { clearTimeout(timer); process.off('SIGINT', stop); process.off('SIGTERM', stop); } };
}
