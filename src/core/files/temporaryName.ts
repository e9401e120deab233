import { randomBytes } from 'node:crypto';
import { hostKey } from './hostKey';

/** Names of files that `writeAtomic` has not finished. Whoever lists a folder passes over them. */
export const temporaryName = /^\.tmp-\d+-[0-9a-f]{12}$/;

/** A temporary name that nobody else has. It tells the process, and in six digits the machine, so that what a killed process left can be told from what is being written. */
export function newTemporaryName(): string {
	return `.tmp-${process.pid}-${hostKey().slice(0, 6)}${randomBytes(3).toString('hex')}`;
}

/** The process that gave a temporary name, if it is one of this machine. */
export function temporaryOwner(name: string): number | undefined {
	const [, pid, host] = /^\.tmp-(\d+)-([0-9a-f]{6})[0-9a-f]{6}$/.exec(name) ?? [];
	return host === hostKey().slice(0, 6) ? Number(pid) : undefined;
}
