import * as fs from 'node:fs';
import { promisify } from 'node:util';

/** Up to here bytes are read and written at once: some tens of microseconds. */
const atOnce = 64 * 1024;

const readLater = promisify(fs.read);
const writeLater = promisify(fs.write);
const syncLater = promisify(fs.fsync);

/** An open file, in the manner of `FileHandle`: small steps are done at once (see quick.ts), large ones by the pool of threads. Has to be closed. */
export interface OpenedFile {
	readonly fd: number;
	stat(): Promise<fs.BigIntStats>;
	read(into: Buffer, offset: number, length: number, position: number): Promise<{ readonly bytesRead: number }>;
	write(from: Uint8Array, offset: number, length: number, position: number): Promise<{ readonly bytesWritten: number }>;
	/** All of it, from the start of a new file. */
	writeFile(bytes: Uint8Array | string): Promise<void>;
	/** As `writeFile`, in one go however much it is: for bytes that are others' as soon as they have their turn. */
	writeNow(bytes: Uint8Array): void;
	/** Makes it survive a crash. How long that takes depends on how much was written. */
	sync(): Promise<void>;
	chmod(mode: number): Promise<void>;
	close(): Promise<void>;
}

/** Throws system errors as they are. */
export async function openFile(path: string, flags: string | number, mode?: number): Promise<OpenedFile> {
	const fd = fs.openSync(path, flags, mode);
	const file: OpenedFile = {
		fd,
		stat: async () => fs.fstatSync(fd, { bigint: true }),
		read: async (into, offset, length, position) => (length <= atOnce ? { bytesRead: fs.readSync(fd, into, offset, length, position) } : readLater(fd, into, offset, length, position)),
		write: async (from, offset, length, position) => (length <= atOnce ? { bytesWritten: fs.writeSync(fd, from, offset, length, position) } : writeLater(fd, from, offset, length, position)),
		async writeFile(bytes) {
			const whole = typeof bytes === 'string' ? Buffer.from(bytes) : bytes;
			for (let done = 0; done < whole.length;) { done += (await file.write(whole, done, whole.length - done, done)).bytesWritten; }
		},
		writeNow(bytes) {
			for (let done = 0; done < bytes.length;) { done += fs.writeSync(fd, bytes, done, bytes.length - done, done); }
		},
		sync: async () => (fs.fstatSync(fd).size <= atOnce ? fs.fsyncSync(fd) : syncLater(fd)),
		chmod: async mode => fs.fchmodSync(fd, mode),
		close: async () => fs.closeSync(fd),
	};
	return file;
}
