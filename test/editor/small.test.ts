import assert from 'node:assert/strict';
import { parseTag } from '../../src/editor/dialogs/parseTag';
import { placeOf } from '../../src/editor/placeOf';
import { rateOf } from '../../src/editor/rateOf';
import { spokenAge } from '../../src/editor/tree/spokenAge';
import { t } from '../../src/editor/words';
import { isModelFile, isModelFolder, modelNamePattern } from '../../src/manifest/files';

describe('small things of the editor', () => {
	it('a rate is taken over the last seconds, not since the beginning', () => {
		const rate = rateOf();
		assert.equal(rate(0, 0), undefined);
		assert.equal(rate(500, 500), 1000);
		for (let second = 1; second <= 10; second++) { rate(500 + second * 100, 500 + second * 1000); }
		assert.equal(rate(1600, 11_500), 100);
	});

	it('a field is found in the text that it was read from', () => {
		const text = 'training:\n  lr: 2e-5\n  lr_end: 0\n';
		assert.equal(text.slice(placeOf(text, 'training.lr')?.start, placeOf(text, 'training.lr')?.end), 'lr');
		assert.equal(placeOf(text, 'training.lr')?.start, 12);
		assert.equal(text.slice(placeOf(text, 'line 3')?.start, placeOf(text, 'line 3')?.end), '  lr_end: 0');
		assert.equal(placeOf(text, 'line 99'), undefined);
		assert.equal(placeOf(text, 'a.(b'), undefined);
	});

	it('a tag is what stands before the first =', () => {
		assert.deepEqual(parseTag(' team = a=b '), { tag: 'team', value: 'a=b' });
		assert.equal(parseTag('team'), undefined);
	});

	it('an age is said in words', () => {
		const now = new Date('2026-11-23T12:00:00Z');
		const ago = (ms: number) => spokenAge(new Date(now.getTime() - ms), now);
		assert.deepEqual([ago(0), ago(60_000), ago(7_200_000), ago(86_400_000), ago(400 * 86_400_000)], ['registered just now', 'registered 1 minute ago', 'registered 2 hours ago', 'registered 1 day ago', 'registered 1 year ago']);
	});

	it('a text has its holes filled', () => {
		assert.equal(t('{1} of {0}', 2, 'one'), 'one of 2');
	});
});

describe('where registering is offered', () => {
	const regex = (when: string, name: string) => new RegExp(new RegExp(`${name} =~ \\/(.*?)\\/i(?: |$|\\))`).exec(when)?.[1] ?? '(?!)', 'i');

	it('is on files that a format knows by their name', () => {
		const pattern = regex(isModelFile, 'resourceFilename');
		for (const name of ['model.safetensors', 'CHURN.SAFETENSORS', 'a.b.gguf', 'net.pt', 'model.txt', 'x.pkl']) { assert.match(name, pattern); assert.match(name, new RegExp(modelNamePattern, 'i')); }
		for (const name of ['README.md', 'train.py', 'notes.txt', 'safetensors', 'config.json', 'model.py']) { assert.doesNotMatch(name, pattern); }
	});

	it('is on folders that hold a model more often than not', () => {
		const pattern = regex(isModelFolder, 'resourceFilename');
		for (const name of ['checkpoint-4200', 'saved_model', 'model', 'my-model', 'lora-r8', 'adapter']) { assert.match(name, pattern); }
		for (const name of ['src', 'data', 'node_modules', 'remodeling', 'checkpoints']) { assert.doesNotMatch(name, pattern); }
	});
});
