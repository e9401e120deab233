import { join } from 'node:path';
import type { App } from './app';

/** Where the code of versions is opened, and where versions are made again: folders of the extension's own, outside any workspace. */
export const codeFolder = (app: App): string => join(app.storage.fsPath, 'code');
export const reproductionFolder = (app: App): string => join(app.storage.fsPath, 'reproduce');

/** A name as part of a folder's name on every system. */
export function safeName(name: string): string {
	return name.replace(/[^\p{L}\p{N}._-]+/gu, '-').slice(0, 40);
}
