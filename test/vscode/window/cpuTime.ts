import { readdirSync, readFileSync } from 'node:fs';

/** Milliseconds of a tick of /proc. */
const tick = 10;

/**
 * Milliseconds of processor that this process's descendants (the browser, the server, its extension host) have taken so far; undefined where
 * the system doesn't say. On a busy machine it tells what a thing costs, which the clock doesn't.
 */
export function cpuTime(): number | undefined {
	try {
		const all = readdirSync('/proc').filter(name => /^\d+$/.test(name)).flatMap(pid => {
			try {
				const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').replace(/^.*\) /s, '').split(' ');
				return [{ pid: Number(pid), parent: Number(fields[1]), time: (Number(fields[11]) + Number(fields[12])) * tick }];
			} catch {
				// It has ended since.
				return [];
			}
		});
		const ours = new Set([process.pid]);
		for (let size = 0; size !== ours.size;) { size = ours.size; for (const { pid, parent } of all) { if (ours.has(parent)) { ours.add(pid); } } }
		return all.filter(({ pid }) => pid !== process.pid && ours.has(pid)).reduce((sum, one) => sum + one.time, 0);
	} catch {
		// Not Linux.
		return undefined;
	}
}
