import type { Port } from '../../src/protocol/rpc';

interface VsCode {
	postMessage(message: unknown): void;
	getState(): unknown;
	setState(state: unknown): void;
}

declare function acquireVsCodeApi(): VsCode;

/** What VS Code gives a page; it can be had once. */
export const editor: VsCode = acquireVsCodeApi();

/** The page's end of the wire. */
export const port: Port = {
	post: message => { editor.postMessage(message); },
	listen(hear) {
		const heard = (event: MessageEvent<unknown>) => { hear(event.data); };
		window.addEventListener('message', heard);
		return () => { window.removeEventListener('message', heard); };
	},
};
