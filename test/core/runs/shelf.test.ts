import assert from 'node:assert/strict';
import { RunShelf } from '../../../src/core/runs/shelf';
import { withWorkspace } from '../support/workspace';
import { openSqlite } from './openSqlite';

describe('the shelf of runs', () => {
	it('sees a change that came at any moment of a list that was under way', () => withWorkspace(async workspace => {
		const write = (auc: number) => {
			workspace.write('train/params.yaml', 'lr: 0.1\n');
			workspace.write('train/metrics.json', `{"auc": ${auc}}`);
		};
		for (let steps = 0; steps < 120; steps++) {
			write(0.5);
			const shelf = new RunShelf(workspace.folder, openSqlite);
			const before = shelf.list();
			for (let step = 0; step < steps; step++) { await Promise.resolve(); }
			write(0.75);
			shelf.forget(['train/metrics.json']);
			const after = await shelf.list();
			await before;
			assert.deepEqual(after.runs.map(({ run }) => run.metrics[0]?.value), [0.75], `a change ${steps} steps after the list had begun`);
		}
	}));
});
