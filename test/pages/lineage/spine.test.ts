import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { spineOf } from '../../../src/core/lineage/spine';
import { branchesOf } from '../../../webview-ui/lineage/branches';
import { drawnOf } from '../../../webview-ui/lineage/drawn';
import { unpack } from '../../../webview-ui/lineage/unpack';
import { withWorkspace } from '../../core/support/workspace';

const at = (n: number) => new Date(n * 1000);
const commit = (hash: string, time: number, ...parents: string[]) => ({ hash, parents, at: at(time) });

describe('the commits beside the lineage', () => {
	it('a branch goes from where it left the main line to the merge that brought it in', () => {
		//  h - m2 - e - m1 - b - a     main
		//       \ d --- c /   (c, d on one branch, merged twice)      x: never merged
		const log = [commit('h', 10, 'm2'), commit('x', 9.5, 'b'), commit('m2', 9, 'e', 'd'), commit('d', 8, 'c'), commit('e', 7, 'm1'), commit('m1', 6, 'b', 'c'), commit('c', 5, 'a'), commit('b', 4, 'a'), commit('a', 1)];
		const { others, branches } = spineOf(log, new Set(['h', 'd', 'c', 'x', 'gone']));
		assert.deepEqual(branches, [
			{ commits: ['commit:c'], from: { key: 'commit:a', at: 1000 }, into: { key: 'commit:m1', at: 6000 } },
			{ commits: ['commit:d'], from: undefined, into: { key: 'commit:m2', at: 9000 } },
			{ commits: ['commit:x'], from: { key: 'commit:b', at: 4000 }, into: undefined },
		]);
		assert.deepEqual([...others].map(time => time / 1000), [9, 7, 6, 4, 1]);
		assert.deepEqual(spineOf([], new Set()).branches, []);
	});

	it('of a real merge, two lines meet in its row', () => withWorkspace(async workspace => {
		workspace.git('init', '-q');
		const registry = await workspace.initialised({ git: true });
		let clock = Date.now() - 3_600_000;
		const step = async (name: string, model?: string) => {
			workspace.write(`${name}.py`, name);
			workspace.git('add', `${name}.py`);
			const date = new Date(clock += 60_000).toISOString();
			execFileSync('git', ['-c', 'user.name=Ada', '-c', 'user.email=ada@example.com', 'commit', '-qm', name], { cwd: workspace.folder, env: { ...process.env, GIT_AUTHOR_DATE: date, GIT_COMMITTER_DATE: date } });
			if (model !== undefined) { await registry.register(workspace.write(join('models', `${name}.bin`), name), { model }); }
		};
		await step('one', 'churn');
		workspace.git('switch', '-qc', 'work');
		await step('two', 'churn');
		workspace.git('switch', '-q', 'main');
		await step('three', 'churn');
		workspace.git('merge', '-q', '--no-ff', '-m', 'merged', 'work');
		await registry.register(workspace.write('models/four.bin', 'four'), { model: 'churn' });
		const lineage = unpack({ folder: 'file:///w', ...await registry.packedLineage(), show: undefined, isTrusted: true, past: undefined });
		const spine = await registry.lineageSpine();
		const drawn = drawnOf(lineage, { hidden: [], folded: [], others: spine.others });
		const title = (row: number) => { const found = drawn.rows[row]; return found?.is === 'node' ? found.node.title : found?.is; };
		const { list, laneOf } = branchesOf(drawn, spine);
		assert.deepEqual(list.map(({ lane, top, bottom, isMerged, isForked }) => [lane, title(top), title(bottom), isMerged, isForked]), [[0, 'churn v4', 'churn v1', true, true]]);
		assert.deepEqual([...laneOf.keys()].map(key => drawn.rows[drawn.rowOf.get(key) ?? -1]?.node.title), ['churn v2']);
	}));

	it('branches that lie beside each other have lanes of their own', () => {
		const node = (n: number) => ({ key: `version:${String(n)}`, kind: 'version' as const, title: `v${n}`, detail: undefined, at: at(n) });
		const rows = [5, 4, 3, 2, 1].map(n => ({ is: 'node' as const, key: node(n).key, node: node(n) }));
		const rowOf = new Map(rows.map((row, place) => [`commit:${row.node.title}`, place]));
		const branch = (from: string | undefined, into: string | undefined, ...commits: string[]) => ({ commits: commits.map(name => `commit:${name}`), from: from === undefined ? undefined : { key: `commit:${from}`, at: 0 }, into: into === undefined ? undefined : { key: `commit:${into}`, at: 0 } });
		const { list, lanes } = branchesOf({ rows, rowOf } as never, { branches: [branch('v1', 'v5', 'v3'), branch('v1', undefined, 'v2')] });
		assert.deepEqual([lanes, list.map(({ lane, top, bottom, isMerged }) => [lane, top, bottom, isMerged])], [2, [[0, 0, 4, true], [1, 3, 4, false]]]);
	});
});
