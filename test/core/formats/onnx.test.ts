import assert from 'node:assert/strict';
import { readFileSync, truncateSync } from 'node:fs';
import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { readFormat } from '../../../src/core/formats/index';
import { FIXTURES, codes, expected, folderOf, outline, readBytes, readFixture } from './fixture';

for (const folder of ['onnx', 'onnx/old']) {
	const answers = expected(folder);
	describe(`ONNX, against onnx ${answers.tools.onnx}, files of torch ${answers.tools.torch}`, () => {
		for (const name of Object.keys(answers).filter(key => key !== 'tools')) {
			it(`answers as the library does: ${name}`, async () => {
				const { format, facts } = await readFixture(`${folder}/${name}`);
				const answer = answers[name];
				assert.equal(format, 'onnx');
				assert.deepEqual(outline(facts), answer.tensors);
				assert.equal(facts.parameters, answer.parameters);
				assert.deepEqual(facts.signature?.inputs, answer.inputs);
				const tensors = <F extends { readonly dtype: string }>(fields: readonly F[] = []): readonly F[] => fields.filter(field => field.dtype !== '?' && !field.dtype.startsWith('sequence'));
				assert.deepEqual(tensors(facts.signature?.outputs), tensors(answer.outputs));
				assert.equal(facts.metadata?.['operators'], String(answer.nodes));
				assert.equal(facts.metadata?.['ir_version'], String(answer.ir));
				assert.equal(facts.metadata?.['opset'], Object.entries(answer.opsets).map(([domain, version]) => `${domain || 'ai.onnx'} ${String(version)}`).join(', '));
				assert.equal(facts.framework, answer.producer === 'pytorch' ? 'pytorch' : answer.producer === 'skl2onnx' ? 'scikit-learn' : 'onnx');
				assert.deepEqual(codes(facts), name.startsWith('external') ? ['external-data'] : []);
			});
		}
	});
}

describe('ONNX', () => {
	it('keeps properties, and no secret', async () => {
		const { facts } = await readFixture('onnx/kinds.onnx');
		assert.equal(facts.metadata?.['task'], 'none');
		assert.equal(facts.metadata?.['description'], 'Every kind of tensor');
		assert.equal(facts.metadata?.['model_version'], '3');
		assert.ok(!JSON.stringify(facts).includes('hf_'));
		assert.deepEqual(facts.signature?.outputs.find(field => field.name === 'list')?.dtype, 'sequence of I64');
		assert.equal(facts.tensors?.find(tensor => tensor.name === 'i4x')?.bytes, 2);
	});

	it('checks the file that holds the weights', async () => {
		const folder = folderOf();
		cpSync(join(FIXTURES, 'onnx/external/model.onnx'), join(folder, 'model.onnx'));
		assert.deepEqual(codes((await readFormat(join(folder, 'model.onnx'), folder)).facts), ['missing-data']);
		cpSync(join(FIXTURES, 'onnx/external/weights.bin'), join(folder, 'weights.bin'));
		truncateSync(join(folder, 'weights.bin'), 100);
		const { facts } = await readFormat(join(folder, 'model.onnx'), folder);
		assert.deepEqual(codes(facts), ['truncated']);
		assert.match(facts.warnings?.[0]?.message ?? '', /Only 100 of 268 bytes/);
	});

	it('follows no path out of its folder', async () => {
		const model = readFileSync(join(FIXTURES, 'onnx/external/model.onnx'));
		// The same length, so that no other part moves.
		const hostile = Buffer.from(model.toString('latin1').replaceAll('weights.bin', '../../a.bin'), 'latin1');
		const { facts } = await readBytes('model.onnx', hostile);
		assert.deepEqual(codes(facts), ['outside-path']);
	});

	it('is told by content, and from CoreML', async () => {
		const { format } = await readBytes('model.bin', readFileSync(join(FIXTURES, 'onnx/torch.onnx')));
		assert.equal(format, 'onnx');
		assert.equal((await readBytes('notes.onnx', 'this is text')).format, 'unknown');
	});

	it('a cut file is one sentence', async () => {
		const model = readFileSync(join(FIXTURES, 'onnx/torch.onnx'));
		await assert.rejects(readBytes('a.onnx', model.subarray(0, 300)), /a\.onnx is damaged/);
	});
});
