import * as fs from 'node:fs';
import type * as promised from 'node:fs/promises';

/**
 * The small steps of the file system, as `node:fs/promises` has them, done at once. Each takes some microseconds; by way of Node's pool of threads it takes
 * a tenth of a millisecond and more, and a registration has a hundred of them. The registry is alone on its thread, so nobody is held up.
 *
 * Only for what takes the same time whatever a file's size, and in loops over many files only where others get their turn (`breathe`).
 */
function quick<K extends keyof typeof promised>(step: (...args: never[]) => unknown): (typeof promised)[K] {
	return (async (...args: never[]) => step(...args)) as unknown as (typeof promised)[K];
}

export const access = quick<'access'>(fs.accessSync);
export const chmod = quick<'chmod'>(fs.chmodSync);
export const link = quick<'link'>(fs.linkSync);
export const lstat = quick<'lstat'>(fs.lstatSync);
export const mkdir = quick<'mkdir'>(fs.mkdirSync);
/** Of files that were looked at and are small. */
export const readFile = quick<'readFile'>(fs.readFileSync);
export const readlink = quick<'readlink'>(fs.readlinkSync);
export const realpath = quick<'realpath'>(fs.realpathSync.native);
export const rename = quick<'rename'>(fs.renameSync);
export const rmdir = quick<'rmdir'>(fs.rmdirSync);
export const stat = quick<'stat'>(fs.statSync);
export const unlink = quick<'unlink'>(fs.unlinkSync);
