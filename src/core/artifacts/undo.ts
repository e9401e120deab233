import { rm } from 'node:fs/promises';
import { errorCode } from '../files/asRegistryError';
import { renameOver } from '../files/atomic';
import { lstat, mkdir, rmdir } from '../files/quick';

/** Changes to a folder that can be taken back, last one first. Throws system errors as they are. */
export class Undo {
	readonly #steps: (() => Promise<void>)[] = [];

	/** Makes one folder. One that is there already stays when all is taken back. */
	async makeFolder(path: string): Promise<void> {
		try {
			await mkdir(path);
		} catch (error) {
			// Not a link: nothing is written through one.
			if (errorCode(error) === 'EEXIST' && (await lstat(path)).isDirectory()) { return; }
			throw error;
		}
		// Somebody may have put a file there since: it stays.
		this.#steps.push(() => rmdir(path).catch(() => undefined));
	}

	/** Makes a folder whose contents are removed with it. */
	async makeTemporary(path: string): Promise<() => Promise<void>> {
		await mkdir(path, { mode: 0o700 });
		const remove = () => rm(path, { recursive: true, force: true, maxRetries: 3 });
		this.#steps.push(remove);
		return remove;
	}

	async rename(from: string, to: string): Promise<void> {
		await renameOver(from, to);
		this.#steps.push(() => renameOver(to, from));
	}

	/** Takes all back. Goes on past a step that fails, and throws its error in the end. */
	async takeBack(): Promise<void> {
		let failure: { readonly error: unknown } | undefined;
		for (let step = this.#steps.pop(); step; step = this.#steps.pop()) {
			try {
				await step();
			} catch (error) {
				failure ??= { error };
			}
		}
		if (failure) { throw failure.error; }
	}
}
