import { mkdtempSync, readFileSync, realpathSync, writeFileSync, mkdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { readFormat } from '../../../src/core/formats/index';
import type { FormatFacts } from '../../../src/core/formats/format';

export const FIXTURES = resolve('test/fixtures/formats');

/** Reads one of the fixtures, with its own folder as the workspace. */
export async function readFixture(path: string): Promise<{ readonly format: string; readonly title: string; readonly facts: FormatFacts }> {
	return readFormat(join(FIXTURES, path), FIXTURES);
}

/** What the tool that wrote a folder of fixtures answered about them. */
export function expected(folder: string): any { // eslint-disable-line @typescript-eslint/no-explicit-any -- shaped by its make.py
	return JSON.parse(readFileSync(join(FIXTURES, folder, 'expected.json'), 'utf8'));
}

/** A new folder in the system's temporary one, with these files. */
export function folderOf(files: Readonly<Record<string, string | Buffer>> = {}): string {
	const folder = realpathSync(mkdtempSync(join(tmpdir(), 'model-formats-')));
	for (const [name, content] of Object.entries(files)) {
		mkdirSync(dirname(join(folder, name)), { recursive: true });
		writeFileSync(join(folder, name), content);
	}
	return folder;
}

/** Reads a file of this content, under this name, in a workspace of its own. */
export async function readBytes(name: string, content: string | Buffer): Promise<{ readonly format: string; readonly facts: FormatFacts }> {
	const folder = folderOf({ [name]: content });
	return readFormat(join(folder, name), folder);
}

/** Tensors without what the tool doesn't say, by name: comparable with its answer. */
export function outline(facts: FormatFacts): readonly { name: string; dtype: string; shape: unknown }[] {
	return [...facts.tensors ?? []].map(({ name, dtype, shape }) => ({ name, dtype, shape })).sort((a, b) => a.name < b.name ? -1 : 1);
}

/** Parameters as a record. */
export function paramsOf(facts: FormatFacts): Record<string, unknown> {
	return Object.fromEntries((facts.params ?? []).map(param => [param.name, param.value]));
}

export function codes(facts: FormatFacts): readonly string[] {
	return (facts.warnings ?? []).map(warning => warning.code);
}
