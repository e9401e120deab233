import type { BigIntStats } from 'node:fs';

/** What tells whether a file is as it was. Small: a folder may hold 100,000. */
export interface FileMark {
	readonly bytes: number;
	/** Device, inode, size and time of the last write. */
	readonly identity: string;
	/** Time of the last change of anything, in nanoseconds: nobody can set it back. Making a hard link changes it, too. */
	readonly changed: bigint;
	readonly owner: number;
}

export function markOf(stat: BigIntStats): FileMark {
	return { bytes: Number(stat.size), identity: `${stat.dev} ${stat.ino} ${stat.size} ${stat.mtimeNs}`, changed: stat.ctimeNs, owner: Number(stat.uid) };
}

/** With `ignoreLinks`, a file is the same when only its number of hard links or its permissions changed. */
export function isSame(a: FileMark, b: FileMark, ignoreLinks: boolean): boolean {
	return a.identity === b.identity && (ignoreLinks || a.changed === b.changed);
}
