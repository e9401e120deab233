import assert from 'node:assert/strict';
import { cp } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { gatherFacts } from '../../../src/core/facts/gather';
import { byName, workspaceOf } from '../runs/workspace';

/** A workspace with a run's records and a model file of the same tool among them. */
async function metricsOf(fixture: string, model: string, place: string): Promise<Record<string, unknown>> {
	const workspace = await workspaceOf(fixture);
	await cp(resolve('test/fixtures/formats', model), join(workspace, place));
	return byName((await gatherFacts({ workspace, path: join(workspace, place) })).metrics);
}

describe('the metrics of a checkpoint', () => {
	it('of Lightning are those of its step, not of the end of the training', async () => {
		// It was written after 4 of 12 steps, and says the loss of the validation itself.
		const metrics = await metricsOf('lightning/2.6.6/csv_logs', 'pytorch/lightning.ckpt', 'version_0/checkpoints/epoch=0-step=4.ckpt');
		assert.deepEqual(metrics, { val_loss: 0.026893839240074158, train_loss_step: 0.006533136125653982, train_loss_epoch: 0.06658229976892471 });
	});

	it('of Keras are those of the epoch that its name tells, where the numbers agree', async () => {
		const named = (name: string): Promise<Record<string, unknown>> => metricsOf('keras/3.15.1', 'keras/sequential.keras', name);
		const validated = { val_loss: 0.7805598974227905, val_mae: 0.7476906776428223 };
		const second = { loss: 0.7918674945831299, mae: 0.7541036605834961, ...validated };
		for (const name of ['best-02-0.78.keras', 'w.epoch2.keras', 'epoch_02.keras']) { assert.deepEqual(await named(name), second, name); }
		// The third epoch was not validated: what stands is the second one's.
		assert.deepEqual(await named('best-03-0.78.keras'), { loss: 0.7805598974227905, mae: 0.7476906776428223, ...validated });
		const last = { loss: 0.7693715691566467, mae: 0.7412859201431274, val_loss: 0.7583042979240417, val_mae: 0.7348906993865967 };
		for (const name of ['best-02-0.55.keras', 'resnet2.keras', 'model.keras', 'epoch9.keras']) { assert.deepEqual(await named(name), last, name); }
		// Before the first validation.
		assert.deepEqual(Object.keys(await named('epoch-1.keras')), ['loss', 'mae']);
	});
});
