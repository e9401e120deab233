import { RegistryError } from '../errors';

/** The failure of a file that isn't what it announces. `why` follows "<path> is damaged: ". */
export function damaged(file: { readonly workspacePath: string }, why: string): RegistryError<'damaged-file'> {
	return new RegistryError('damaged-file', { path: file.workspacePath, why });
}

/** 1234567 → '1,234,567': the same on every machine. */
export function grouped(count: number): string {
	return count.toLocaleString('en-US');
}

/** '1 tree', '318 trees'. */
export function counted(count: number, noun: string, plural = `${noun}s`): string {
	return `${grouped(count)} ${count === 1 ? noun : plural}`;
}
