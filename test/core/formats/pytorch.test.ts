import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { FIXTURES, codes, expected, outline, paramsOf, readBytes, readFixture } from './fixture';

const FORMAT: Readonly<Record<string, string>> = { 'legacy.pt': 'pytorch-legacy', 'script.pt': 'torchscript', 'traced.pt': 'torchscript', 'exported.pt2': 'torch-export', 'old/sequential.pt': 'pytorch-legacy' };

for (const folder of ['pytorch', 'pytorch/old']) {
	const answers = expected(folder);
	describe(`PyTorch ${answers.tools.torch}, Lightning ${answers.tools.lightning}`, () => {
		for (const name of Object.keys(answers).filter(key => answers[key].tensors)) {
			it(`answers as PyTorch does: ${name}`, async () => {
				const { format, facts } = await readFixture(`${folder}/${name}`);
				assert.equal(format, FORMAT[`${folder}/${name}`.replace('pytorch/', '')] ?? FORMAT[name] ?? 'pytorch');
				assert.equal(facts.framework, 'pytorch');
				assert.deepEqual(outline(facts), answers[name].tensors);
				assert.equal(facts.parameters, answers[name].parameters);
				assert.deepEqual(codes(facts), name === 'module.pt' ? ['suspicious-pickle'] : []);
			});
		}

		it('a Lightning checkpoint carries its hyperparameters and its score', async () => {
			const { facts } = await readFixture(`${folder}/lightning.ckpt`);
			assert.equal(facts.library, 'lightning');
			assert.equal(facts.kind, 'checkpoint');
			assert.deepEqual(paramsOf(facts), answers['lightning.ckpt'].params);
			assert.deepEqual(facts.metrics?.map(metric => [metric.name, metric.value]), [['val_loss', answers['lightning.ckpt'].val_loss]]);
			assert.equal(facts.environment?.['pytorch-lightning'], answers.tools.lightning);
		});

		it('a plain checkpoint carries what was put beside the weights, and no secret', async () => {
			const { facts } = await readFixture(`${folder}/checkpoint.pt`);
			assert.equal(facts.kind, 'checkpoint');
			assert.deepEqual(paramsOf(facts), { epoch: 4, lr: 3e-4, layers: [4, 8], 'nested.dropout': 0.1, data: '~/data/train.csv' });
			assert.deepEqual(Object.fromEntries(facts.metrics?.map(metric => [metric.name, metric.value]) ?? []), { loss: 0.25, best_acc: 0.875, auc: 0.5, f1: 0.75, val_auc: 0.5 });
			assert.deepEqual(facts.histories, { train_losses: { steps: [1, 2, 3], values: [0.9, 0.5, 0.25] }, val_loss: { steps: [1, 2, 3], values: [1, 0.75, 0.5] } });
			assert.ok(!JSON.stringify(facts).includes('hf_'));
		});

		it('an optimizer is no model', async () => {
			const { facts } = await readFixture(`${folder}/optimizer.pt`);
			assert.deepEqual([facts.kind, facts.parameters], ['optimizer-state', undefined]);
		});

		it('a cut file still says what it was', async () => {
			const zip = readFileSync(join(FIXTURES, folder, 'tied.pt'));
			const cut = await readBytes('cut.pt', zip.subarray(0, zip.length - 900));
			assert.equal(cut.format, 'pytorch');
			assert.deepEqual(outline(cut.facts), answers['tied.pt'].tensors);
			assert.deepEqual(codes(cut.facts), ['truncated']);
			const legacy = readFileSync(join(FIXTURES, folder, 'legacy.pt'));
			const short = await readBytes('cut.pt', legacy.subarray(0, legacy.length - 30));
			assert.deepEqual(codes(short.facts), ['truncated']);
			assert.match(short.facts.warnings?.[0]?.message ?? '', new RegExp(`Only ${(legacy.length - 30).toLocaleString('en-US')} of at least`));
		});
	});
}

describe('PyTorch', () => {
	it('timm: arguments and the watched metric; the averaged weights are not counted', async () => {
		const { facts } = await readFixture('pytorch/timm.pth.tar');
		assert.equal(facts.library, 'timm');
		assert.equal(facts.metadata?.['architecture'], 'tiny_net');
		assert.deepEqual(facts.metrics?.map(metric => [metric.name, metric.value]), [['top1', 71.5]]);
		assert.equal(paramsOf(facts)['lr'], 0.05);
	});

	it('training_args.bin of transformers: every argument but the token', async () => {
		const { facts } = await readFixture('pytorch/training_args.bin');
		assert.equal(facts.kind, 'training-arguments');
		assert.equal(facts.library, 'transformers');
		const params = paramsOf(facts);
		for (const [key, value] of Object.entries(expected('pytorch')['training_args.bin'])) { assert.deepEqual(params[key], value, key); }
		assert.ok(!('hub_token' in params) && !JSON.stringify(facts).includes('hf_x'));
	});

	it('torch.export: signature and version', async () => {
		const { facts } = await readFixture('pytorch/exported.pt2');
		assert.deepEqual(facts.signature, { inputs: [{ name: 'input', dtype: 'F32', shape: ['s31', 1, 4, 4] }], outputs: [{ name: 'linear', dtype: 'F32', shape: ['s31', 2] }] });
		assert.equal(facts.environment?.['torch'], expected('pytorch').tools.torch);
	});

	it('tells tied weights by their storage, and views of one storage apart', async () => {
		const { facts } = await readFixture('pytorch/tied.pt');
		const storage = (name: string): string | undefined => facts.tensors?.find(tensor => tensor.name === name)?.storage;
		assert.equal(storage('head.weight'), storage('embed.weight'));
		const kinds = (await readFixture('pytorch/dtypes.pt')).facts;
		assert.deepEqual(kinds.tensors?.filter(tensor => tensor.name.startsWith('view')).map(tensor => tensor.storage?.split('+')[1]), [undefined, '4']);
	});
});
