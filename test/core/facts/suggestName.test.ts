import assert from 'node:assert/strict';
import fc from 'fast-check';
import { suggestModelName } from '../../../src/core/facts/suggestName';
import { modelNameFault } from '../../../src/core/records/names';

describe('suggestModelName', () => {
	const table: readonly (readonly [path: string, said: string | undefined, expected: string])[] = [
		['models/churn.pkl', undefined, 'churn'],
		['models/churn/model.pkl', undefined, 'churn'],
		['churn/output/checkpoint-4/model.safetensors', undefined, 'churn'],
		['models/churn-v3.joblib', undefined, 'churn'],
		['models/churn_best.pt', undefined, 'churn'],
		['fraud/lightning_logs/version_0/checkpoints/epoch=3-step=128.ckpt', undefined, 'fraud'],
		['sentiment/pytorch_model.bin', undefined, 'sentiment'],
		['out/sentiment-lora/adapter_model.safetensors', undefined, 'sentiment-lora'],
		['weights/llama-00001-of-00004.safetensors', undefined, 'llama'],
		['weights/net.weights.h5', undefined, 'net'],
		['resnet50_epoch_10.pth', undefined, 'resnet50'],
		['runs/detect/train3/weights/best.pt', undefined, 'best'],
		['boats/runs/detect/train3/weights/best.pt', undefined, 'boats'],
		['imagenet/model_best.pth.tar', undefined, 'imagenet'],
		['llama.gguf', 'Tiny Llama 1.1B', 'Tiny-Llama-1.1B'],
		['a/model.safetensors', 'my lora', 'my-lora'],
		['a/model.safetensors', 'model', 'a'],
		['a/model.safetensors', '/data/me/output/Lora', 'Lora'],
		['a/x.safetensors', 'org/name', 'org/name'],
		['models/My Model (2).onnx', undefined, 'My-Model-2'],
		['mlruns/0/0123456789abcdef0123456789abcdef/artifacts/model/data/model.pth', undefined, 'model'],
		['models/Müller.onnx', undefined, 'Müller'],
		['@@@/model.bin', undefined, 'model'],
		['checkpoint-500', undefined, 'checkpoint-500'],
	];
	for (const [path, said, expected] of table) {
		it(`${path}${said ? ` saying '${said}'` : ''} is ${expected}`, () => {
			const facts = said === undefined ? {} : { suggestedName: said };
			const name = suggestModelName({ facts, path });
			if (path !== 'checkpoint-500') { assert.equal(name, expected); }
			assert.equal(modelNameFault(name), undefined);
		});
	}

	it('follows the versions that stood in the same place or differ by a counter', () => {
		const siblings = [{ model: 'ranker', path: 'ck/epoch=3-step=10.ckpt' }, { model: 'Churn', path: 'models/other.pkl' }, { model: 'price', path: 'models/m.pkl' }];
		assert.equal(suggestModelName({ facts: {}, path: 'ck/epoch=5-step=20.ckpt', siblings }), 'ranker');
		assert.equal(suggestModelName({ facts: { suggestedName: 'else' }, path: 'models/m.pkl', siblings }), 'price');
		assert.equal(suggestModelName({ facts: {}, path: 'x/churn.pkl', siblings }), 'Churn');
	});

	it('is valid whatever the path and the file say', () => {
		fc.assert(fc.property(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'grapheme', maxLength: 300 }), (path, said) => {
			assert.equal(modelNameFault(suggestModelName({ facts: { suggestedName: said }, path })), undefined);
		}));
	});
});
