import assert from 'node:assert/strict';
import { countWords } from '../../../src/core/present/comparedWords';
import { withWorkspace } from '../support/workspace';

describe('a comparison with a training run that is not registered', () => {
	it('takes it as a column: its metrics, parameters and courses, whichever comes first', () => withWorkspace(async workspace => {
		const registry = await workspace.initialised();
		workspace.write('churn.bin', 'weights');
		const { version } = await registry.register('churn.bin', { model: 'churn', metrics: { accuracy: 0.5, loss: 2 }, params: { lr: 0.1, epochs: 3 } });
		workspace.write('runs/lightning_logs/version_0/hparams.yaml', 'lr: 0.2\nepochs: 3\n');
		workspace.write('runs/lightning_logs/version_0/metrics.csv', 'epoch,step,accuracy,loss\n0,1,0.4,3\n1,2,0.7,1\n');
		const { runs } = await registry.runs();
		const [run] = runs;
		assert.ok(run, 'the run is found');
		const ref = `run:${run.id}`;
		const { columns, sections, base } = await registry.compare([version.ref, ref]);
		assert.deepEqual([columns.map(column => column.id), columns[1]?.name, base], [[version.id, ref], run.name, 0]);
		const changes = (id: string) => sections.find(section => section.id === id)?.rows.filter(row => row.differs).map(row => `${row.name}: ${row.cells[0]?.text ?? ''} → ${row.cells[1]?.text ?? ''} ${row.cells[1]?.verdict ?? ''}`.trim());
		assert.deepEqual(changes('metrics')?.filter(row => /^(?:accuracy|loss)/.test(row)).sort(), ['accuracy: 0.5 → 0.7 better', 'loss: 2 → 1 better']);
		assert.deepEqual(changes('parameters'), ['lr: 0.1 → 0.2']);
		const files = sections.find(section => section.id === 'files');
		assert.deepEqual(files?.rows.map(({ name, differs, cells }) => [name, differs, cells[1]?.text, cells[1]?.change]), ['format', 'size', 'churn.bin'].map(name => [name, false, 'no checkpoint', undefined]), 'the run left none: nothing was removed');
		assert.equal(countWords(files, 2), `recorded in one version only, not in ${run.name}`);
		const back = await registry.compare([ref, version.id], { base: ref, values: true });
		assert.equal(back.columns[back.base]?.id, ref);
		assert.ok(Object.keys(await registry.histories(ref)).some(name => /accuracy/.test(name)));
		await assert.rejects(registry.compare([version.ref, 'run:nobody']), { reason: 'no-run' });
	}));

	it('compares two runs with one another', () => withWorkspace(async workspace => {
		const registry = await workspace.initialised();
		for (const [i, lr] of [0.1, 0.2].entries()) {
			workspace.write(`runs/lightning_logs/version_${i}/hparams.yaml`, `lr: ${lr}\n`);
			workspace.write(`runs/lightning_logs/version_${i}/metrics.csv`, `epoch,step,accuracy\n0,1,0.${i + 4}\n`);
		}
		const { runs } = await registry.runs();
		assert.equal(runs.length, 2);
		const { sections, summary } = await registry.compare(runs.map(run => `run:${run.id}`));
		assert.equal(sections.find(section => section.id === 'parameters')?.differ, 1);
		assert.ok(summary.columns[0]?.spans.every(span => span.text !== 'Same bytes.'), 'nobody read their bytes');
	}));
});
