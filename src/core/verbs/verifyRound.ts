import { appendFile, lstat, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { errorCode } from '../files/asRegistryError';
import { asRegistryError, writeAtomic } from '../files/atomic';
import type { Id } from '../model';
import type { Context } from './context';

/** What was found whole longer ago is looked at anew. */
const longest = 30 * 86_400_000;
/** A round over 100,000 versions has 3 MB. */
const mostBytes = 64 << 20;

/** A verification of everything, as far as it has come. */
export interface VerifyRound {
	/** Versions that were found as they were registered. */
	readonly done: ReadonlySet<Id>;
	add(id: Id): Promise<void>;
	end(): Promise<void>;
}

/**
 * Goes on with the round that was interrupted, if `resume` and there is one, or begins one. It is kept beside the artifacts, which never are in git: a line
 * with the time it began, a line for every version, a last line when it is through. A line that was cut is a version that is looked at again.
 */
export async function verifyRound({ layout, log, now }: Pick<Context, 'layout' | 'log' | 'now'>, { resume, remember }: { readonly resume: boolean; readonly remember: boolean }): Promise<VerifyRound> {
	const path = join(layout.artifacts, 'verified.log');
	const begun = resume ? await readRound(path, now()) : undefined;
	let writes = remember;
	/** Bytes can be looked at where nothing can be written: then nothing is remembered. */
	const unlessReadOnly = async (write: () => Promise<void>) => {
		if (!writes) { return; }
		try {
			await write();
		} catch (error) {
			writes = false;
			log.info(`What has been verified can't be remembered: ${asRegistryError(error, path).message}`);
		}
	};
	if (!begun) { await unlessReadOnly(() => writeAtomic(path, `round ${now().getTime()}\n`)); }
	const say = (line: string) => unlessReadOnly(() => appendFile(path, `${line}\n`));
	return { done: begun ?? new Set(), add: say, end: () => say('end') };
}

async function readRound(path: string, now: Date): Promise<ReadonlySet<Id> | undefined> {
	const lines = await readLines(path);
	const [, since] = /^round (\d{1,15})$/.exec(lines[0] ?? '') ?? [];
	const age = now.getTime() - Number(since);
	if (since === undefined || lines.includes('end') || age > longest || age < 0) { return undefined; }
	return new Set(lines.filter(line => /^[0-7][0-9A-HJKMNP-TV-Z]{25}$/.test(line)));
}

/** Never through a link, and no pipe or device: an archive can bring anything under this name. */
async function readLines(path: string): Promise<readonly string[]> {
	try {
		const found = await lstat(path);
		return found.isFile() && found.size <= mostBytes ? (await readFile(path, 'latin1')).split('\n') : [];
	} catch (error) {
		if (errorCode(error) === 'ENOENT') { return []; }
		throw asRegistryError(error, path, 'read');
	}
}
