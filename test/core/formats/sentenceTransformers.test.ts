import assert from 'node:assert/strict';
import { join } from 'node:path';
import { readFormat } from '../../../src/core/formats/index';
import { codes, expected, folderOf, outline, paramsOf, readFixture } from './fixture';

for (const place of ['sentence-transformers', 'sentence-transformers/old']) {
	const answers = expected(place);
	describe(`sentence-transformers ${answers.tools.sentence_transformers}`, () => {
		it('answers as it does: an embedder of several modules', async () => {
			const { format, facts } = await readFixture(`${place}/embedder`);
			const { parameters, dimension, max_seq_length: longest, similarity, tensors } = answers.embedder;
			assert.equal(format, 'sentence-transformers');
			assert.deepEqual([facts.kind, facts.framework, facts.library, facts.parameters], ['model', 'pytorch', 'sentence-transformers', parameters]);
			// It numbers its modules where the files bear the names of their folders.
			const mine = outline(facts).map(({ name, shape }) => ({ name: name.startsWith('2_Dense.') ? name.replace('2_Dense', '2') : name, shape }));
			const theirs = tensors.map(({ name, shape }: { name: string; shape: number[] }) => ({ name: name.replace(/^0\.(auto_)?model\./, ''), shape }));
			const byName = (a: { name: string }, b: { name: string }) => a.name < b.name ? -1 : 1;
			assert.deepEqual(mine.sort(byName), theirs.sort(byName));
			assert.deepEqual(facts.signature?.outputs, [{ name: 'sentence_embedding', dtype: 'F32', shape: [null, dimension] }]);
			const params = paramsOf(facts);
			assert.deepEqual([params['max_seq_length'], params['similarity_fn_name'], params['pooling.pooling_mode'], params['dense.in_features'], params['prompts.query'], params['hidden_size']], [longest, similarity, 'mean', 8, 'query: ', 8]);
			assert.equal(facts.environment?.['sentence-transformers'], answers.tools.sentence_transformers);
			assert.deepEqual(codes(facts), []);
		});

		it('answers as it does: a cross-encoder', async () => {
			const { facts } = await readFixture(`${place}/reranker`);
			assert.deepEqual([facts.parameters, facts.metadata?.['architecture']], [answers.reranker.parameters, 'BertForSequenceClassification']);
			assert.deepEqual(codes(facts), []);
		});
	});
}

describe('a folder of sentence-transformers', () => {
	it('whose modules lead elsewhere is read as far as it is its own', async () => {
		const module = (path: string) => ({ idx: 0, name: '0', path, type: 'sentence_transformers.models.Transformer' });
		const folder = folderOf({ 'ws/m/modules.json': JSON.stringify([module('../../out'), module('/etc'), module('nowhere'), module('.'), module('')]), 'out/config.json': '{"model_type": "bert"}' });
		const { format, facts } = await readFormat(join(folder, 'ws/m'), join(folder, 'ws'));
		assert.equal(format, 'sentence-transformers');
		assert.deepEqual([facts.parameters, codes(facts)], [0, ['outside', 'outside']]);
	});

	it('whose list of modules is none is damaged', async () => {
		for (const text of ['{"sentence_transformers.x": 1}', '["sentence_transformers.x"', JSON.stringify(Array.from({ length: 200 }, () => 'sentence_transformers.x'))]) {
			const folder = folderOf({ 'm/modules.json': text });
			await assert.rejects(readFormat(join(folder, 'm'), folder), /no list of modules/);
		}
	});
});
