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
	const [load, activate] = await activation();
	lines.push({ what: 'activation in a real VS Code: reading the bundle, then activate()', figure: `${ms(load)} + ${ms(activate)}`, ratio: '', target: '< 50 ms' });
	const vsix = resolve('dist/model-registry.vsix');
	if (existsSync(vsix)) { lines.push({ what: 'size of the .vsix', figure: `${(statSync(vsix).size / 1e6).toFixed(2)} MB`, ratio: '', target: '< 1.5 MB' }); }
	return lines;
}

/** Milliseconds, medians of three windows, as the suite inside of VS Code prints them. */
async function activation(): Promise<readonly [load: number, activate: number]> {
	const runs = [1, 2, 3].map(() => {
		const said = execFileSync(process.execPath, ['test/vscode/suite.mjs'], { encoding: 'utf8', env: { ...process.env, MODEL_REGISTRY_TEST_GREP: 'is activated in' }, stdio: ['ignore', 'pipe', 'ignore'] });
		return /loaded in ([\d.]+) ms, activated in ([\d.]+) ms/.exec(said)?.slice(1).map(Number) ?? [];
	});
	const middle = (at: number) => median(3, run => Promise.resolve(runs[run]?.[at] ?? NaN));
	return [await middle(0), await middle(1)];
}
