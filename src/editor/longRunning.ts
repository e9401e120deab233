import * as vscode from 'vscode';
import { modelsView } from '../manifest/views';
import type { LongRunning, Progress } from '../core/verbs/context';
import { formatProgress } from '../core/present/quantities';
import { rateOf } from './rateOf';

/** Milliseconds that a piece of work may take before it is spoken of. */
const quiet = 1_000;

/**
 * Work on bytes: a line in the view while it runs, and after a second a message that says how far it is and offers to cancel.
 * `title` reads as 'Registering sentiment v10'.
 */
export async function longRunning<T>(title: string, work: (options: Required<LongRunning>) => Promise<T>): Promise<T> {
	const stop = new AbortController();
	let heard: ((progress: Progress) => void) | undefined;
	let last: Progress | undefined;
	const running = work({ signal: stop.signal, onProgress: progress => { last = progress; heard?.(progress); } });
	void vscode.window.withProgress({ location: { viewId: modelsView.id } }, () => settled(running));
	if (!await within(running, quiet)) {
		void vscode.window.withProgress({ location: vscode.ProgressLocation.Notification, title, cancellable: true }, (report, token) => {
			token.onCancellationRequested(() => stop.abort());
			const rate = rateOf();
			let percent = 0;
			let saidAt = 0;
			heard = ({ bytes, total }) => {
				const now = Date.now();
				const speed = rate(bytes, now);
				if (now - saidAt < 200 && bytes < total) { return; }
				saidAt = now;
				const done = total > 0 ? bytes / total * 100 : 0;
				report.report({ message: formatProgress(bytes, total, speed), increment: Math.max(0, done - percent) });
				percent = Math.max(percent, done);
			};
			if (last) { heard(last); }
			return settled(running);
		});
	}
	return running;
}

/** Ends with the work, and leaves its failure to who asked for it. */
function settled(work: Promise<unknown>): Promise<void> {
	return work.then(() => undefined, () => undefined);
}

async function within(work: Promise<unknown>, milliseconds: number): Promise<boolean> {
	let timer: NodeJS.Timeout | undefined;
	const late = new Promise<false>(resolve => { timer = setTimeout(() => resolve(false), milliseconds); });
	const early = await Promise.race([settled(work).then(() => true), late]);
	clearTimeout(timer);
	return early;
}
