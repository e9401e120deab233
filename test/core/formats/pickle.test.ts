import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isPickle } from '../../../src/core/formats/pickle';
import { bufferSource } from '../../../src/core/formats/bytes/source';
import { Cursor } from '../../../src/core/formats/pickle/cursor';
import { judge } from '../../../src/core/formats/pickle/safety';
import { unpickle } from '../../../src/core/formats/pickle/unpickle';
import { FIXTURES, codes, expected, paramsOf, readBytes, readFixture } from './fixture';

for (const folder of ['pickle', 'pickle/old']) {
	const answers = expected(folder);
	describe(`pickles of scikit-learn ${answers.tools['scikit-learn']}, joblib ${answers.tools.joblib}, numpy ${answers.tools.numpy}`, () => {
		for (const [name, answer] of Object.entries<any>(answers).filter(([key]) => key !== 'tools')) { // eslint-disable-line @typescript-eslint/no-explicit-any -- shaped by make.py
			it(`answer as get_params does: ${name}`, async () => {
				const { format, facts } = await readFixture(`${folder}/${name}`);
				assert.equal(format, name.endsWith('.joblib') ? 'joblib' : 'pickle');
				const params = paramsOf(facts);
				for (const [key, value] of Object.entries(answer.params)) {
					// XGBoost 1.5 answers with what its booster chose where nothing was set; the pickle says that nothing was.
					if (folder.endsWith('old') && name.startsWith('xgboost') && params[key] === null) { continue; }
					assert.deepEqual(Number.isNaN(params[key]) ? 'NaN' : params[key], value, key);
				}
				assert.ok(facts.summary?.startsWith(answer.class), facts.summary);
				assert.equal(facts.environment?.['scikit-learn'] ?? answers.tools['scikit-learn'], answers.tools['scikit-learn']);
				assert.deepEqual(codes(facts), []);
				if (answer.classes.length && !name.startsWith('xgboost')) { assert.equal(facts.metadata?.['classes'], answer.classes.join(', ')); }
				if (answer.names.length) { assert.deepEqual(facts.signature?.inputs.map(field => field.name), answer.names); }
				if (answer.features && !name.startsWith('xgboost')) { assert.equal(facts.metadata?.['features'], String(answer.features)); }
			});
		}

		it('of boosters are theirs', async () => {
			assert.equal((await readFixture(`${folder}/lightgbm.joblib`)).facts.framework, 'lightgbm');
			assert.equal((await readFixture(`${folder}/xgboost.joblib`)).facts.framework, 'xgboost');
			assert.equal((await readFixture(`${folder}/forest.joblib`)).facts.framework, 'scikit-learn');
		});

		it('say what was measured while training', async () => {
			const search = (await readFixture(`${folder}/search.pkl`)).facts;
			assert.deepEqual(search.metrics?.map(metric => [metric.name, metric.value]), [['best_score', answers['search.pkl'].best_score]]);
			assert.equal(paramsOf(search)['best_params.alpha'], answers['search.pkl'].best_params.alpha);
			const network = (await readFixture(`${folder}/network.pkl`)).facts;
			assert.equal(network.parameters, answers['network.pkl'].weights);
			assert.equal(network.metrics?.find(metric => metric.name === 'loss')?.value, answers['network.pkl'].loss);
			assert.deepEqual(network.histories?.['loss']?.values, answers['network.pkl'].curve);
		});

		it('in a dict, and past raw bytes that look like instructions', async () => {
			const { facts } = await readFixture(`${folder}/bundle.joblib`);
			assert.equal(paramsOf(facts)['clf.n_estimators'], 5);
			assert.equal(paramsOf(facts)['threshold'], 0.4);
			assert.equal(paramsOf(facts)['metrics.auc'], 0.91);
			assert.ok(!JSON.stringify(facts).includes('s3cret'));
			const big = paramsOf((await readFixture(`${folder}/big.joblib`)).facts);
			assert.deepEqual([big['C'], big['before'], big['after']], [9.5, 1, 'end']);
		});

		it('compressed in a way that is not read here say so', async () => {
			assert.deepEqual(codes((await readFixture(`${folder}/forest.xz.joblib`)).facts), ['compressed']);
		});
	});
}

describe('pickles that would do harm', () => {
	const verdicts: Readonly<Record<string, readonly string[]>> = {
		'system.p0.pkl': ['dangerous-pickle'], 'system.p2.pkl': ['dangerous-pickle'], 'system.p4.pkl': ['dangerous-pickle'], 'eval.pkl': ['dangerous-pickle'], 'inst.pkl': ['dangerous-pickle'],
		'broken.pkl': ['dangerous-pickle', 'partly-read'], 'hidden.pkl': ['dangerous-pickle'], 'dotted.pkl': ['suspicious-pickle'], 'getattr.pkl': ['suspicious-pickle'], 'extension.pkl': ['suspicious-pickle'], 'user.pkl': ['suspicious-pickle'],
	};
	for (const name of readdirSync(join(FIXTURES, 'pickle/malicious'))) {
		it(`are read, told and not run: ${name}`, async () => {
			const { format, facts } = await readFixture(`pickle/malicious/${name}`);
			assert.equal(format, 'pickle');
			assert.deepEqual(codes(facts), verdicts[name]);
			assert.ok(!existsSync('PWNED') && !existsSync(join(FIXTURES, 'pickle/malicious/PWNED')));
		});
	}

	it('are named in the sentence', async () => {
		const { facts } = await readFixture('pickle/malicious/system.p2.pkl');
		assert.match(facts.warnings?.[0]?.message ?? '', /would call (posix|os)\.system/);
	});

	it('getattr beside what is not known is no longer honest', () => {
		const global = (module: string, name: string) => ({ kind: 'global' as const, module, name });
		assert.deepEqual(judge([global('__builtin__', 'getattr'), global('torch.nn.modules.linear', 'Linear')]), { dangerous: [], suspicious: ['builtins.getattr'] });
		assert.deepEqual(judge([global('__builtin__', 'getattr'), global('mine', 'f')]), { dangerous: ['builtins.getattr'], suspicious: ['mine.f'] });
		assert.deepEqual(judge([global('torch._utils', '_rebuild_tensor_v2'), global('collections', 'OrderedDict'), global('torch', 'FloatStorage')]), { dangerous: [], suspicious: [] });
		assert.equal(judge([global('torch.hub', 'load'), global('numpy.f2py.diagnose', 'run'), global('numpy', 'load')]).dangerous.length, 3);
	});
});

describe('the inert unpickler', () => {
	const run = (text: string | Buffer) => unpickle(new Cursor(bufferSource(typeof text === 'string' ? Buffer.from(text, 'latin1') : text)));

	it('reads what Python writes for plain values', async () => {
		assert.equal((await run('\x80\x02\x8a\x01\xff.')).value, -1);
		assert.equal((await run('\x80\x02\x8a\x09\0\0\0\0\0\0\0\0\x01.')).value, 2n ** 64n);
		assert.equal((await run('G\x3f\xf8\0\0\0\0\0\0.')).value, 1.5);
		assert.equal((await run('I01\n.')).value, true);
		assert.equal((await run('F-inf\n.')).value, -Infinity);
		assert.equal((await run('L12345678901234567890L\n.')).value, 12345678901234567890n);
		assert.equal((await run('S\'a\\x41\\n\\\'\'\n.')).value, 'aA\n\'');
		assert.equal((await run('V\\u20ac\\U0001f600\n.')).value, '€😀');
		assert.deepEqual((await run('(I1\nN\x88\x89t.')).value, { kind: 'tuple', items: [1, null, true, false] });
		assert.deepEqual((await run('(dp0\nS\'a\'\nI1\ns.')).value, { kind: 'dict', entries: [['a', 1]] });
	});

	it('stops where a pickle is broken, and never throws', async () => {
		for (const text of ['', '.', '0.', 't.', '\x80\x09.', '\x80\x04\x95\xff\xff\xff\xff\xff\xff\xff\xff.', 'X\xff\xff\xff\x7f', '\x8e\xff\xff\xff\xff\xff\xff\x1f\0.', '\x8b\xff\xff\xff\xff.', 'h\x05.', 'Iabc\n.', 'F\n.', 'Sabc\n.', 'a'.repeat(1000), 'R.', 'b.', '\xff', 'S\'' + 'a'.repeat(100_000), '('.repeat(200_000), 'cos\n']) {
			const result = await run(text);
			assert.ok(result.problem, JSON.stringify(text.slice(0, 20)));
		}
	});

	it('is bounded where a pickle is endless', async () => {
		assert.match((await run(Buffer.alloc(9_000_000, '}'))).problem ?? '', /more values/);
		// A list of ten lists of ten lists …: small to build, endless to look through.
		const bomb = ']' + 'q\0' + Array.from({ length: 30 }, (_, at) => `](${`h${String.fromCharCode(at)}`.repeat(10)}eq${String.fromCharCode(at + 1)}`).join('') + '.';
		const { facts } = await readBytes('bomb.pkl', Buffer.from(`\x80\x02}X\x01\0\0\0a${bomb.slice(0, -1)}s.`, 'latin1'));
		assert.equal(facts.kind, 'object');
	});

	it('survives a value that holds itself', async () => {
		const { facts } = await readBytes('loop.pkl', Buffer.from('\x80\x02}q\0X\x04\0\0\0selfh\0X\x02\0\0\0lrG\x3f\xb9\x99\x99\x99\x99\x99\x9au0h\0(X\x01\0\0\0xK\x05u.', 'latin1'));
		assert.equal(facts.kind, 'object');
	});

	it('takes no text for a pickle', async () => {
		for (const text of ['class\nname\n', 'cat\nfoo\nbar', '(a list)\n', 'I am text', 'd', '.gitignore', 'Some words', 'import os\nos.system("x")', 'lr: 0.1\n', ']]>', '}']) {
			assert.equal(await isPickle(Buffer.from(text)), false, text);
		}
		for (const name of ['forest.p0.pkl', 'forest.p1.pkl', 'malicious/system.p0.pkl', 'malicious/inst.pkl']) {
			assert.equal(await isPickle(readFileSync(join(FIXTURES, 'pickle', name)).subarray(0, 4096)), true, name);
		}
	});

	it('a zlib bomb unpacks no further than the bound', async () => {
		const { deflateSync } = await import('node:zlib');
		const bomb = deflateSync(Buffer.concat([Buffer.from('\x80\x04\x8e\0\0\0\x40\0\0\0\0', 'latin1'), Buffer.alloc(260 * 1024 * 1024)]), { level: 1 });
		await assert.rejects(readBytes('bomb.joblib', bomb), /damaged: it unpacks to more than is read/);
	});
});
