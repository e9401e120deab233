import { plainLine } from '../core/present/plain';
import { formatProgress } from '../core/present/quantities';
import type { Progress } from '../core/verbs/context';
import type { Terminal } from './terminal';

/** Milliseconds: nothing is said of what is done by then, and not more often than that. */
const quiet = 300, pause = 100;

/** Shows 'Registering churn: 1.2 of 6.4 GB, 840 MB/s' in place. The rate is that of the last seconds. */
export function showProgress(terminal: Terminal, what: string, now: () => number = () => performance.now()): (progress: Progress) => void {
	const started = now();
	let last = 0;
	const seen: { readonly at: number; readonly bytes: number }[] = [];
	return ({ bytes, total }) => {
		const at = now();
		if (at - started < quiet || at - last < pause) { return; }
		last = at;
		seen.push({ at, bytes });
		while (seen.length > 30) { seen.shift(); }
		const first = seen[0] ?? { at: started, bytes: 0 };
		const rate = at > first.at ? (bytes - first.bytes) / (at - first.at) * 1000 : undefined;
		terminal.status(`${plainLine(what)}: ${formatProgress(bytes, total, rate)}`);
	};
}
