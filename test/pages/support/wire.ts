import type { Port } from '../../../src/protocol/rpc';

/** Two ports that hear each other a moment later, as over VS Code's wire: what JSON can't say is lost, typed arrays survive. */
export function wire(): { readonly editor: Port; readonly page: Port; readonly sent: unknown[] } {
	const ears = { editor: new Set<(message: unknown) => void>(), page: new Set<(message: unknown) => void>() };
	const sent: unknown[] = [];
	const port = (own: 'editor' | 'page', other: 'editor' | 'page'): Port => ({
		post(message) {
			const crossed = cross(message);
			sent.push(crossed);
			setImmediate(() => { for (const hear of ears[other]) { hear(crossed); } });
		},
		listen(hear) {
			ears[own].add(hear);
			return () => { ears[own].delete(hear); };
		},
	});
	return { editor: port('editor', 'page'), page: port('page', 'editor'), sent };
}

function cross(message: unknown): unknown {
	if (message === undefined) { return undefined; }
	const arrays: ArrayBufferView[] = [];
	const text = JSON.stringify(message, (_key, value: unknown) => ArrayBuffer.isView(value) ? { $array: arrays.push(value) - 1 } : value);
	return JSON.parse(text, (_key, value: { $array?: number } | null) => value?.$array === undefined ? value : structuredClone(arrays[value.$array]));
}
