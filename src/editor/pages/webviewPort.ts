import type * as vscode from 'vscode';
import type { Port } from '../../protocol/rpc';

/** A webview as the wire to its page. What is posted while the page is hidden gets lost: it asks again when it is shown. */
export function webviewPort(webview: vscode.Webview): Port {
	return {
		post: message => webview.postMessage(message),
		listen(hear) {
			const listening = webview.onDidReceiveMessage(hear);
			return () => { listening.dispose(); };
		},
	};
}
