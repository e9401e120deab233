import { execFileSync } from 'node:child_process';
import { ms, type Line } from './measure';

/** Versions of the leaderboard, and curves of 10,000 points. */
const versions = 100_000, curves = 200;

function figuresOf(file: string, env: Readonly<Record<string, string>>): (name: string) => number {
	const said = execFileSync(process.execPath, ['node_modules/mocha/bin/mocha.js', '--no-config', '--timeout', '400000', `out/window/${file}.test.js`], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'], env: { ...process.env, ...env } });
	const figures = new Map([...said.matchAll(/figure: ([\w-]+) ([\d.]+) ms/g)].map(([, name = '', took]) => [name, Number(took)]));
	return name => figures.get(name) ?? NaN;
}

/** The pages that compare versions and list them, in a real VS Code. */
export async function benchCompareWindow(isHuge: boolean): Promise<readonly Line[]> {
	const compare = figuresOf('compareSpeed', { CURVES: String(curves) });
	const lines: Line[] = [
		{ what: 'compare 100 versions × 500 keys, from asked to painted: at first, with another baseline', figure: `${ms(compare('compare-first'))}, ${ms(compare('compare-again'))}`, ratio: '', target: '< 300 ms' },
		{ what: 'a key typed into its filter, a step of scrolling', figure: `${ms(compare('compare-typed'))}, ${ms(compare('compare-scrolled'))}`, ratio: '', target: 'fluid' },
		{ what: `${curves} curves × 10,000 points, a frame while pointed at, smoothed anew`, figure: `${ms(compare('curves-pointed'))}, ${ms(compare('curves-smoothed'))}`, ratio: '', target: 'fluid' },
	];
	if (!isHuge) { return lines; }
	const board = figuresOf('hugeBoard', { HUGE_BOARD: String(versions) });
	return [...lines, {
		what: `leaderboard of ${versions.toLocaleString('en')} versions: first rows, all rows, sorted, a frame of scrolling, all selected, searched`,
		figure: ['board-first', 'board-all', 'board-sort', 'board-frame', 'board-select', 'board-search'].map(name => ms(board(name))).join(', '), ratio: '', target: 'fluid',
	}];
}
