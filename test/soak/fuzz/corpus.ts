import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Input } from './target';

/** Where inputs are kept: `<target>/<place>/<the beginning of their SHA-256>`. Runs from the repository's root. */
const folder = 'test/corpus';
/** Longer ones are not kept: they are fixtures with a change somewhere, and found again soon. */
const longestKept = 2_048;

/** The inputs that were kept of a target, in the order of their names. */
export function keptOf(name: string): readonly Input[] {
	const of = join(folder, fileName(name));
	if (!existsSync(of)) { return []; }
	const paths = readdirSync(of, { recursive: true, encoding: 'utf8' }).map(path => path.replaceAll('\\', '/')).filter(path => statSync(join(of, path)).isFile()).sort();
	return paths.map(path => ({ place: dirname(path), bytes: readFileSync(join(of, path)) }));
}

/** Keeps these inputs of a target, and no others. Returns how many were short enough. */
export function keep(name: string, inputs: readonly Input[]): number {
	rmSync(join(folder, fileName(name)), { recursive: true, force: true });
	const short = inputs.filter(({ bytes }) => bytes.length <= longestKept);
	for (const { place, bytes } of short) {
		const path = join(folder, fileName(name), place, createHash('sha256').update(bytes).digest('hex').slice(0, 16));
		mkdirSync(dirname(path), { recursive: true });
		writeFileSync(path, bytes);
	}
	return short.length;
}

function fileName(name: string): string {
	return name.replaceAll(' ', '-').replaceAll('/', '-');
}
