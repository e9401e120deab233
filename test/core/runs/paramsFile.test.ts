import assert from 'node:assert/strict';
import { byName, read, workspaceWith } from './workspace';

describe('params and metrics files', () => {
	it('are one record of their folder, each value with the file it stands in', async () => {
		const workspace = await workspaceWith({ 'm/params.yaml': 'lr: 2e-5\n', 'm/params.json': '{"lr": 0.1, "epochs": 3}', 'm/metrics.json': '{"auc": 0.9130}', 'm/metrics.yaml': 'f1: 0.5\n' });
		const [run] = await read('params-file', workspace, 'm');
		assert.deepEqual(run?.params.map(({ name, value, text, source, certainty }) => [name, value, text, source.path, source.field, certainty]), [
			['lr', 0.00002, '2e-5', 'm/params.yaml', 'lr', 'likely'], ['lr', 0.1, undefined, 'm/params.json', 'lr', 'likely'], ['epochs', 3, undefined, 'm/params.json', 'epochs', 'likely'],
		]);
		assert.deepEqual(run?.metrics.map(({ name, value, text, source }) => [name, value, text, source.path]), [['auc', 0.913, '0.9130', 'm/metrics.json'], ['f1', 0.5, undefined, 'm/metrics.yaml']]);
		assert.equal(run?.path, 'm/params.yaml');
	});

	it('a table gives its last values and its histories, with steps and wall times', async () => {
		const workspace = await workspaceWith({ 'metrics.csv': 'timestamp,epoch,loss,val_loss,note\n1700000000,1,0.9,,a\n1700000060.5,2,0.50,0.7,b\n1700000120,3,nan,,c\n' });
		const [run] = await read('params-file', workspace);
		assert.deepEqual(byName(run?.metrics ?? []), { loss: NaN, val_loss: 0.7 });
		assert.deepEqual(run?.histories, {
			loss: { steps: [1, 2, 3], values: [0.9, 0.5, NaN], times: [1700000000000, 1700000060500, 1700000120000] },
			val_loss: { steps: [2], values: [0.7], times: [1700000060500] },
		});
		assert.equal((await read('params-file', workspace, '', true))[0]?.histories, undefined);
	});

	it('a table of names and values, and a single row, are final values only', async () => {
		const named = await workspaceWith({ 'metrics.csv': 'metric,value\nauc,0.91\nf1,0.5\n' });
		assert.deepEqual(byName((await read('params-file', named))[0]?.metrics ?? []), { auc: 0.91, f1: 0.5 });
		const single = await workspaceWith({ 'metrics.csv': 'auc;f1\n0.91;0.5\n' });
		const [run] = await read('params-file', single);
		assert.deepEqual([byName(run?.metrics ?? []), run?.histories], [{ auc: 0.91, f1: 0.5 }, {}]);
	});

	it('lists of one length with a loss among them are histories; a score per class is not', async () => {
		const workspace = await workspaceWith({ 'metrics.json': '{"history": {"loss": [3, 2, 1], "acc": [0.1, 0.2, 0.3]}, "f1": [0.5, 0.6]}' });
		const [run] = await read('params-file', workspace);
		assert.deepEqual(byName(run?.metrics ?? []), { 'history.loss': 1, 'history.acc': 0.3 });
		assert.deepEqual(run?.histories?.['history.loss'], { steps: [0, 1, 2], values: [3, 2, 1] });
	});

	it('a log of JSON lines is a table', async () => {
		const workspace = await workspaceWith({ 'metrics.json': '{"iteration": 19, "total_loss": 2.5}\n{"iteration": 39, "total_loss": 1.5, "bbox/AP": NaN}\n' });
		const [run] = await read('params-file', workspace);
		assert.deepEqual(byName(run?.metrics ?? []), { 'total_loss': 1.5, 'bbox/AP': NaN });
		assert.deepEqual(run?.histories?.['total_loss'], { steps: [19, 39], values: [2.5, 1.5] });
	});

	it('a damaged file is a warning, and the others are read', async () => {
		const workspace = await workspaceWith({ 'params.yaml': 'a: [1', 'metrics.json': '{"auc": 0.9}' });
		const [run] = await read('params-file', workspace);
		assert.deepEqual([run?.params, byName(run?.metrics ?? []), run?.warnings?.map(one => one.code)], [[], { auc: 0.9 }, ['damaged-file']]);
		assert.match(run?.warnings?.[0]?.message ?? '', /^params\.yaml is damaged: line 1 is not YAML/);
	});
});
