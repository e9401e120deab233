import { RegistryError } from '../errors';
import { asRegistryError, errorCode } from '../files/asRegistryError';
import { link, realpath } from '../files/quick';
import type { ArtifactFile } from '../model';
import type { Cloning } from './copyHashed';
import { copyHashed } from './copyHashed';
import type { OpenFile } from './openRegular';
import { openRegular } from './openRegular';
import type { Lane } from './pump';
import { pump } from './pump';

/** How files are handed out. A hard link shares its bytes with the store and stays read-only; across disks it becomes a copy. */
export type HandOutMode = 'copy' | 'hardlink';

export interface HandOut {
	readonly file: ArtifactFile;
	/** Where the bytes are kept: absolute. */
	readonly from: string;
	/** A path where nothing stands yet. */
	readonly to: string;
	readonly mode: HandOutMode;
	/** The version, for a sentence. */
	readonly ref: string;
	readonly fromShown: string;
	readonly cloning: Cloning;
	readonly failed: (error: unknown) => Error;
}

/** Puts one file where it is to wait, and makes sure that it is what was registered. Throws 'bytes-missing', 'bytes-modified', 'unreadable', 'cancelled' and what `failed` says. */
export async function handOut(one: HandOut, lane: Lane): Promise<void> {
	const modified = () => new RegistryError('bytes-modified', { ref: one.ref, path: one.fromShown });
	let source: OpenFile;
	try {
		source = await openRegular(await realpath(one.from).catch(error => { throw asRegistryError(error, one.fromShown, 'read'); }), one.fromShown, undefined, true);
	} catch (error) {
		if (RegistryError.is(error, 'not-found')) { throw new RegistryError('bytes-missing', { ref: one.ref, path: one.fromShown }, { cause: error }); }
		throw RegistryError.is(error, 'not-a-file') ? modified() : error;
	}
	try {
		if (source.bytes !== one.file.bytes) { throw modified(); }
		const sha256 = one.mode === 'hardlink' && await linked(one, source)
			? await pump(source, one.fromShown, lane)
			: (await copyHashed({ ...one, source, shown: one.fromShown, target: one.to, mode: 0o666 & ~process.umask(), lasting: () => true }, lane)).sha256;
		if (sha256 !== one.file.sha256) { throw modified(); }
		await source.checkUnchanged();
	} catch (error) {
		throw RegistryError.is(error, 'changed-while-read') ? modified() : error;
	} finally {
		await source.close();
	}
}

async function linked({ to, failed }: HandOut, source: OpenFile): Promise<boolean> {
	// A file that can be written would take the stored bytes along.
	if ((await source.handle.stat()).mode & 0o222n) { return false; }
	try {
		await link(source.path, to);
		return true;
	} catch (error) {
		if (['EXDEV', 'EPERM', 'EACCES', 'EMLINK', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'UNKNOWN'].includes(errorCode(error) ?? '')) { return false; }
		throw failed(error);
	}
}
