import { copyFile, mkdir, readdir, utimes } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';

/** Copies the files below `from` over those below `to`, as if they had been written at `at`. Nothing happens where `from` isn't there. */
export async function overlay(from: string, to: string, at: Date): Promise<void> {
	const entries = await readdir(from, { recursive: true, withFileTypes: true }).catch((error: NodeJS.ErrnoException) => {
		if (error.code === 'ENOENT') { return []; }
		throw error;
	});
	for (const entry of entries.filter(one => one.isFile())) {
		const source = join(entry.parentPath, entry.name);
		const target = join(to, relative(from, source));
		await mkdir(dirname(target), { recursive: true });
		await copyFile(source, target);
		await utimes(target, at, at);
	}
}
