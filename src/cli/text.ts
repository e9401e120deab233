import { readFile } from 'node:fs/promises';
import { RegistryError } from '../core/errors';
import { asRegistryError } from '../core/files/asRegistryError';

/** Characters beyond this are no note and no card. */
const mostBytes = 16 << 20;

/** A text from a file, or from standard input where the path is '-'. Throws 'not-found', 'unreadable', 'bad-value'. */
export async function textFrom(path: string, resolve: (path: string) => string): Promise<string> {
	if (path === '-') { return standardInput(); }
	const absolute = resolve(path);
	try {
		return await readFile(absolute, 'utf8');
	} catch (error) {
		throw asRegistryError(error, absolute, 'read');
	}
}

async function standardInput(): Promise<string> {
	const parts: Buffer[] = [];
	let bytes = 0;
	for await (const part of process.stdin) {
		const chunk = Buffer.from(part as Uint8Array);
		bytes += chunk.length;
		if (bytes > mostBytes) { throw new RegistryError('bad-value', { what: 'Standard input', why: 'it is longer than 16 MiB' }); }
		parts.push(chunk);
	}
	return Buffer.concat(parts).toString('utf8');
}
