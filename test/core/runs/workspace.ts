import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { runReaders } from '../../../src/core/runs/index';
import { openRunFolder } from '../../../src/core/runs/folder';
import type { FoundRun } from '../../../src/core/runs/reader';

export const fixtures = resolve('test/fixtures/runs');
const made: string[] = [];

/** A workspace folder with these files in it, removed when the tests have run. */
export async function workspaceWith(files: Readonly<Record<string, string | Buffer>> = {}): Promise<string> {
	const folder = await mkdtemp(join(tmpdir(), 'runs-'));
	made.push(folder);
	for (const [path, content] of Object.entries(files)) {
		await mkdir(dirname(join(folder, path)), { recursive: true });
		await writeFile(join(folder, path), content);
	}
	return folder;
}

/** A workspace folder that holds a copy of a fixture folder, in it or in a folder `below` it. */
export async function workspaceOf(fixture: string, below = ''): Promise<string> {
	const folder = await workspaceWith();
	await cp(join(fixtures, fixture), join(folder, below), { recursive: true });
	return folder;
}

/** What one reader finds in a folder of a workspace. */
export async function read(tool: string, workspace: string, path = '', brief = false): Promise<readonly FoundRun[]> {
	const reader = runReaders.find(one => one.tool === tool);
	const folder = await openRunFolder(workspace, path);
	if (!reader || !folder) { throw new Error(`No reader ${tool}, or no folder ${path}`); }
	return reader.read(folder, { brief });
}

/** Parameters or metrics as a plain object; a value with a text of its own as that text. */
export function byName(entries: readonly { readonly name: string; readonly value: unknown }[]): Record<string, unknown> {
	return Object.fromEntries(entries.map(({ name, value }) => [name, value]));
}

after(async () => {
	for (const folder of made.splice(0)) { await rm(folder, { recursive: true, force: true }); }
});
