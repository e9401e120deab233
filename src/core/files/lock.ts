import { randomBytes } from 'node:crypto';
import { hostname } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { RegistryError } from '../errors';
import { asRegistryError, errorCode } from './asRegistryError';
import { isRunning } from './isRunning';
import { openFile } from './openFile';
import { link, readFile, rename, stat, unlink } from './quick';

/** A lock of a process that can't be asked (another host, a container) is taken over after this. Nobody holds it for more than a few writes. */
const staleAfter = 15_000;
const giveUpAfter = 60_000;

interface Held {
	/** Whether nobody else of those that use the lock had it since this object last had it. */
	readonly undisturbed: boolean;
	release(): Promise<void>;
}

/**
 * A lock between processes: a file that only one can create. It holds who has it, so that one left by a killed process is
 * noticed and taken over. Releasing renames it, so the last holder stays readable and costs no extra write.
 */
export class FileLock {
	readonly #mine = `${process.pid} ${hostname()} ${randomBytes(8).toString('hex')}`;

	constructor(private readonly path: string) {}

	/** Throws 'locked' after a minute, 'unwritable' and 'disk-full' at once. */
	async acquire(): Promise<Held> {
		const since = Date.now();
		for (let pause = 2; ; pause = Math.min(pause * 1.5, 50)) {
			if (await this.#create()) {
				const last = await readFile(this.#last, 'utf8').catch(() => undefined /* Who had it isn't known: somebody else, then. */);
				return { undisturbed: last === this.#mine, release: () => this.#release() };
			}
			await this.#takeOverStale();
			if (Date.now() - since > giveUpAfter) { throw new RegistryError('locked', { path: this.path }); }
			await sleep(pause * (0.5 + Math.random()));
		}
	}

	get #last(): string { return `${this.path}.last`; }

	/** One that was held for too long was taken over: what stands there by now is somebody else's, or nothing. */
	async #release(): Promise<void> {
		try {
			if (await readFile(this.path, 'utf8') === this.#mine) { await rename(this.path, this.#last); }
		} catch (error) {
			if (errorCode(error) !== 'ENOENT') { throw asRegistryError(error, this.path); }
		}
	}

	async #create(): Promise<boolean> {
		try {
			const file = await openFile(this.path, 'wx');
			try {
				await file.writeFile(this.#mine);
			} catch (error) {
				// A full disk: the lock must not stand in everybody's way.
				await unlink(this.path).catch(noneYet);
				throw error;
			} finally {
				await file.close();
			}
			return true;
		} catch (error) {
			if (errorCode(error) === 'EEXIST') { return false; }
			throw asRegistryError(error, this.path);
		}
	}

	async #takeOverStale(): Promise<void> {
		const held = await stat(this.path).catch(noneYet);
		if (!held) { return; }
		const holder = await readFile(this.path, 'utf8').catch(noneYet) ?? '';
		const [pid, host] = holder.split(' ');
		const age = Date.now() - held.mtimeMs;
		const dead = host === hostname() && Number(pid) > 0 && !isRunning(Number(pid));
		if (!dead && age < staleAfter) { return; }
		// Renaming is the vote: of several that see the same stale lock only one succeeds, and it checks that it got that very one.
		const grave = `${this.path}.stale-${randomBytes(6).toString('hex')}`;
		await rename(this.path, grave).catch(noneYet);
		const buried = await readFile(grave, 'utf8').catch(noneYet);
		if (buried !== undefined && buried !== holder) {
			// Somebody was quicker, and this is the lock of a living holder: give it back unless a new one stands there already.
			await link(grave, this.path).catch(async (error: unknown) => {
				// Without hard links the risk of replacing a new one is taken: it is that of a moment.
				if (errorCode(error) !== 'EEXIST') { await rename(grave, this.path).catch(noneYet); }
			});
		}
		await unlink(grave).catch(noneYet);
	}
}

/** Another process may take the file away between two looks: then there is nothing to read, and the next look decides. */
function noneYet(error: unknown): undefined {
	if (errorCode(error) === 'ENOENT') { return undefined; }
	throw error;
}
