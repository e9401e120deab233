import { execFileSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { openRegistry } from '../../src/core/registry';
import { withWorkspace } from '../core/support/workspace';
import { generateRegistry } from './generate';
import { ms, type Line } from './measure';

const names: Readonly<Record<string, { readonly what: string; readonly target: string }>> = {
	models: { what: 'the first rows of the Models view', target: '< 400 ms' },
	versions: { what: 'a model opened: its first versions', target: '' },
	more: { what: 'one more page of versions', target: '< 50 ms' },
	filtered: { what: 'the rows of ten models through a filter', target: '' },
	sorted: { what: 'the rows sorted by a metric', target: '' },
	register: { what: 'one more version registered', target: '' },
	compare: { what: 'a comparison of 100 asked for', target: '' },
	page: { what: 'while its page is painted', target: '' },
};

const inspected: Readonly<Record<string, string>> = {
	'opened': 'opened, from the double click to its rows', 'frame scroll': 'a frame while it scrolls', 'frame fling': 'a frame that shows other rows only', 'sort by name': 'sorted by name', 'search': 'searched, with the pause in typing',
};

/** Inspect Model of 100,000 tensors in a real window. */
function benchInspect(): readonly Line[] {
	const said = execFileSync(process.execPath, [createRequire(__filename).resolve('mocha/bin/mocha.js'), '--no-config', '--timeout', '180000', 'out/window/inspect.test.js', '-g', '100,000 tensors'], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] });
	return [...said.matchAll(/figure: inspect ([\w ]+): ([\d.]+) ms/g)].flatMap(([, name = '', took]) => {
		const what = inspected[name];
		return what === undefined ? [] : [{ what: `Inspect Model, 100,000 tensors: ${what}`, figure: ms(Number(took)), ratio: '', target: '' }];
	});
}

/** The extension in a real VS Code over a large registry: how long its answers take, and how long it holds the extension host up. */
export async function benchWindow(size: number): Promise<readonly Line[]> {
	return withWorkspace(async workspace => {
		generateRegistry(workspace.folder, size);
		const registry = openRegistry({ folder: workspace.folder, git: false });
		await registry.models();
		await registry.close();
		const said = execFileSync(process.execPath, ['test/vscode/suite.mjs'], {
			encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'],
			env: { ...process.env, MODEL_REGISTRY_TEST_GREP: 'a large registry', MODEL_REGISTRY_TEST_WORKSPACE: workspace.folder, MODEL_REGISTRY_TEST_VERSIONS: String(size) },
		});
		const figures = new Map<string, { took: number; blocked: number }[]>();
		for (const [, name = '', took, blocked] of said.matchAll(/figure: (\w+) ([\d.]+) ms, blocked ([\d.]+) ms/g)) {
			figures.set(name, [...figures.get(name) ?? [], { took: Number(took), blocked: Number(blocked) }]);
		}
		return [...benchInspect(), ...[...figures].map(([name, all]): Line => {
			const middle = [...all].sort((a, b) => a.took - b.took)[all.length >> 1]?.took ?? NaN;
			return {
				what: `VS Code with ${size.toLocaleString('en')} versions: ${names[name]?.what ?? name}`,
				figure: name === 'page' ? '' : ms(middle), ratio: `host held up ${ms(Math.max(...all.map(one => one.blocked)))}`, target: names[name]?.target ?? '',
			};
		})];
	});
}
