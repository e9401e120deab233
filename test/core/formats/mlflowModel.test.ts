import assert from 'node:assert/strict';
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readFormat } from '../../../src/core/formats/index';
import { codes, expected, folderOf, paramsOf, readFixture } from './fixture';

const frameworks: Readonly<Record<string, string | undefined>> = { sklearn: 'scikit-learn', torch: 'pytorch', transformers: 'pytorch', lightgbm: 'lightgbm', xgboost: 'xgboost', python: undefined };

for (const place of ['mlflow', 'mlflow/old']) {
	const answers = expected(place);
	describe(`a model folder of MLflow ${answers.tools.mlflow}`, () => {
		for (const name of Object.keys(frameworks).filter(one => one in answers)) {
			it(`answers as MLflow does: ${name}`, async () => {
				const { format, facts } = await readFixture(`${place}/${name}`);
				const answer = answers[name];
				assert.deepEqual([format, facts.library, facts.framework], ['mlflow', 'mlflow', frameworks[name]]);
				const metadata = facts.metadata ?? {};
				assert.deepEqual(metadata['flavors']?.split(', ').sort(), answer.flavors);
				for (const [mine, theirs] of [['run_id', 'run_id'], ['model_id', 'model_id'], ['model_uuid', 'model_uuid'], ['created', 'utc_time_created'], ['mlflow_version', 'mlflow_version']] as const) { assert.equal(metadata[mine], answer[theirs] ?? undefined, mine); }
				assert.equal(metadata['metadata.team'], answer.metadata?.team);
				for (const side of ['inputs', 'outputs'] as const) {
					const theirs: { name?: string; 'tensor-spec'?: { shape: number[] } }[] = JSON.parse(answer.signature?.[side] ?? '[]');
					const mine = facts.signature?.[side] ?? [];
					if (!answer.signature) { continue; }
					assert.deepEqual(mine.map(field => field.shape), theirs.map(field => field['tensor-spec']?.shape.map(size => size < 0 ? null : size) ?? [null]));
					theirs.forEach((field, at) => { if (field.name) { assert.equal(mine[at]?.name, field.name); } });
				}
				for (const param of JSON.parse(answer.signature?.params ?? '[]') as { name: string; default: unknown }[]) { assert.deepEqual(paramsOf(facts)[`signature.${param.name}`], param.default); }
				assert.equal(facts.environment?.['python'], '3.11.7');
			});
		}

		it('reads the model inside by its own format', async () => {
			const { facts } = await readFixture(`${place}/sklearn`);
			assert.equal(facts.summary, 'sklearn: Pipeline: StandardScaler → LogisticRegression, 3 features, 2 classes');
			assert.deepEqual([paramsOf(facts)['logisticregression.C'], facts.environment?.['scikit-learn'], facts.suggestedName, codes(facts)], [0.5, '1.9.1', 'churn-risk', []]);
			assert.ok(!JSON.stringify(facts).includes('alice'));
		});
	});
}

describe('a model folder of MLflow', () => {
	it('finds weights, settings and trees inside', async () => {
		const read = async (name: string) => (await readFixture(`mlflow/${name}`)).facts;
		const [torch, transformers, lightgbm] = [await read('torch'), await read('transformers'), await read('lightgbm')];
		assert.deepEqual(torch.tensors?.map(tensor => [tensor.name, tensor.shape]), [['0.weight', [3, 4]], ['0.bias', [3]]]);
		assert.deepEqual([transformers.metadata?.['task'], transformers.metadata?.['architecture'], paramsOf(transformers)['hidden_size']], ['text-classification', 'BertForSequenceClassification', 8]);
		assert.deepEqual([lightgbm.summary, paramsOf(lightgbm)['learning_rate']], ['lightgbm: 2 trees, 3 features', 0.2]);
	});

	it('knows every type of column', async () => {
		const { facts } = await readFixture('mlflow/python');
		assert.deepEqual(facts.signature?.inputs.map(field => field.dtype), ['I64', 'I32', 'F32', 'F64', 'STRING', 'BOOL', 'BINARY', 'DATETIME']);
		assert.deepEqual(facts.signature?.outputs, [{ name: 'scores', dtype: 'F32', shape: [null, 3] }]);
		// A class of its own is pickled by name and code.
		assert.ok(codes(facts).includes('dangerous-pickle'));
	});

	it('that points out of itself, at itself or round in circles is read as far as it goes', async () => {
		const model = (place: string) => `flavors:\n  sklearn:\n    pickled_model: ${place}\nmlflow_version: 3.17.2\n`;
		for (const place of ['../../secret.pkl', '/etc/passwd', '.', './', 'loop', 'nowhere', '"a\\0b"']) {
			const folder = folderOf({ 'ws/m/MLmodel': model(place), 'secret.pkl': '\x80\x04N.' });
			symlinkSync('.', join(folder, 'ws/m/loop'));
			const { format, facts } = await readFormat(join(folder, 'ws/m'), join(folder, 'ws'));
			assert.deepEqual([format, facts.framework, facts.tensors], ['mlflow', 'scikit-learn', undefined], place);
		}
	});

	it('with a damaged description, a YAML bomb or a strange signature gives one sentence or what there is', async () => {
		const bomb = `flavors: &a [x,x,x,x,x,x,x,x,x]\n${'bcdefghij'.split('').map((name, at) => `${name}: &${name} [${Array(9).fill(`*${'abcdefghij'[at]}`).join(',')}]`).join('\n')}\n`;
		for (const text of ['flavors:\n  - [', bomb, `flavors:\n${' '.repeat(3)}${'['.repeat(50_000)}`]) {
			const folder = folderOf({ 'm/MLmodel': text });
			await assert.rejects(readFormat(join(folder, 'm'), folder), /MLmodel is damaged/);
		}
		const folder = folderOf();
		mkdirSync(join(folder, 'm'));
		for (const signature of ['no json', '{}', '[1, null, {"type": {}}]', `[${'{"type":"array","items":'.repeat(100)}1${'}'.repeat(100)}]`]) {
			writeFileSync(join(folder, 'm/MLmodel'), `flavors:\n  python_function: {}\nsignature:\n  inputs: '${signature}'\n`);
			assert.equal((await readFormat(join(folder, 'm'), folder)).format, 'mlflow');
		}
	});
});
