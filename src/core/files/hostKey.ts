import { createHash } from 'node:crypto';
import { readlinkSync } from 'node:fs';
import { hostname } from 'node:os';

let known: string | undefined;

/** The space of process numbers that this process lives in, as 12 hex digits: WSL and containers share a host's name, not its processes. No name is kept. */
export function hostKey(): string {
	return known ??= createHash('sha256').update([hostname(), process.platform, processSpace()].join('\n')).digest('hex').slice(0, 12);
}

function processSpace(): string {
	try { return readlinkSync('/proc/self/ns/pid'); } catch { /* Not Linux: the platform says enough. */ return ''; }
}
