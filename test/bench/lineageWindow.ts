import { execFileSync } from 'node:child_process';
import { ms, type Line } from './measure';

/** Nodes of the lineage, and what makes so many: every version brings others along. */
const nodes = 10_000, asked = 7_600;

/** The page of a large lineage in a real VS Code: from asked to painted, and the time between frames while it is scrolled, panned and zoomed with every model open. */
export async function benchLineageWindow(): Promise<readonly Line[]> {
	const said = execFileSync(process.execPath, ['node_modules/mocha/bin/mocha.js', '--no-config', '--timeout', '400000', '-g', 'very many nodes', 'out/window/lineagePage.test.js'], {
		encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'], env: { ...process.env, MODEL_REGISTRY_LINEAGE_NODES: String(asked) },
	});
	const figures = new Map([...said.matchAll(/figure: ([\w-]+) ([\d.]+) ms/g)].map(([, name = '', took]) => [name, Number(took)]));
	const figure = (name: string) => figures.get(name) ?? NaN;
	const steps = ['scroll', 'pan', 'zoom'] as const;
	return [
		{ what: `lineage page of ${nodes.toLocaleString('en')} nodes, from asked to painted`, figure: ms(figure('lineage-changed')), ratio: `unchanged since it was last open: ${ms(figure('lineage-again'))}; the registry read for the first time: ${ms(figure('lineage-first-many'))}`, target: '< 500 ms' },
		{ what: 'from the page\'s document to painted, its script included', figure: ms(figure('lineage-changed-document')), ratio: '', target: '' },
		{ what: `between two frames while it is scrolled, panned, zoomed`, figure: steps.map(step => ms(figure(`lineage-${step}-middle`))).join(', '), ratio: `slowest twentieth from ${steps.map(step => ms(figure(`lineage-${step}-slow`))).join(', ')}`, target: '16.7 ms: 60 a second' },
	];
}
