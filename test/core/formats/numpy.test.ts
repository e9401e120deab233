import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { FIXTURES, codes, expected, outline, readBytes, readFixture } from './fixture';

const answers = expected('numpy');

describe(`NumPy ${answers.tools.numpy}`, () => {
	for (const name of Object.keys(answers).filter(key => key !== 'tools')) {
		it(`answers as NumPy does: ${name}`, async () => {
			const { format, facts } = await readFixture(`numpy/${name}`);
			assert.equal(format, name.endsWith('.npz') ? 'npz' : 'npy');
			assert.deepEqual(outline(facts), answers[name].tensors);
			assert.equal(facts.parameters, answers[name].parameters);
			assert.deepEqual(codes(facts), []);
		});
	}

	it('says that objects mean a pickle', async () => {
		assert.deepEqual(codes((await readFixture('numpy/objects.npy')).facts), ['pickled-array']);
		const record = (await readFixture('numpy/record.npy')).facts;
		assert.deepEqual([outline(record), codes(record)], [[{ name: 'record', dtype: 'record', shape: [3] }], []]);
	});

	it('judges the pickle in an array', async () => {
		const header = '{\'descr\': \'|O\', \'fortran_order\': False, \'shape\': (1,), }\n';
		const { facts } = await readBytes('a.npy', Buffer.concat([Buffer.from('\x93NUMPY\x01\0', 'latin1'), Buffer.from([header.length, 0]), Buffer.from(header), Buffer.from('cos\nsystem\n(S\'x\'\ntR.')]));
		assert.deepEqual(codes(facts), ['pickled-array', 'dangerous-pickle']);
	});

	it('refuses one that ends before its header\'s length', async () => {
		for (const bytes of ['93 4e554d5059 02 00 7400', '93 4e554d5059 01 00 74']) { await assert.rejects(readBytes('a.npy', Buffer.from(bytes.replaceAll(' ', ''), 'hex')), { reason: 'damaged-file' }); }
	});

	it('says that an array was cut', async () => {
		const whole = readFileSync(join(FIXTURES, 'numpy/one.npy'));
		const { facts } = await readBytes('one.npy', whole.subarray(0, whole.length - 40));
		assert.match(facts.warnings?.[0]?.message ?? '', /Only 328 of 368 bytes/);
		await assert.rejects(readBytes('one.npy', whole.subarray(0, 40)), /it ends inside the header/);
		const zip = readFileSync(join(FIXTURES, 'numpy/stored.npz'));
		assert.deepEqual(codes((await readBytes('cut.npz', zip.subarray(0, 600))).facts), ['truncated']);
	});
});
