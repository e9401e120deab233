import { existsSync, statSync } from 'node:fs';
import { execFileSync } from 'node:child_process';
import { resolve } from 'node:path';
import { median, milliseconds, ms, type Line } from './measure';

/** What the product itself weighs. */
export async function benchProduct(): Promise<readonly Line[]> {
	const lines: Line[] = [];
	const start = await median(7, () => milliseconds(() => execFileSync(process.execPath, ['dist/cli.js', '--version'])));
	const bare = await median(7, () => milliseconds(() => execFileSync(process.execPath, ['-e', '0'])));
	lines.push({ what: 'start of the CLI (an empty Node beside)', figure: `${ms(start)} (${ms(bare)})`, ratio: `${(start / bare).toFixed(2)} ×`, target: '' });
	const vsix = resolve('dist/model-registry.vsix');
	if (existsSync(vsix)) { lines.push({ what: 'size of the .vsix', figure: `${(statSync(vsix).size / 1e6).toFixed(2)} MB`, ratio: '', target: '< 1.5 MB' }); }
	return lines;
}
