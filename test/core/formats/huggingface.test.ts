import assert from 'node:assert/strict';
import { cpSync, mkdirSync, readFileSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readFormat } from '../../../src/core/formats/index';
import { FIXTURES, codes, expected, folderOf, outline, paramsOf, readFixture } from './fixture';

const NOT_PARAMS = new Set(['architectures', 'model_type', 'transformers_version', 'dtype', 'torch_dtype', 'id2label', 'label2id', '_name_or_path', 'use_cache', 'bos_token_id', 'eos_token_id', 'pad_token_id']);

for (const [place, answers] of [['huggingface', expected('huggingface')], ['huggingface/old', expected('huggingface/old')]] as const) {
	describe(`a folder of transformers ${answers.tools.transformers}`, () => {
		for (const name of ['classifier', 'chat', 'bin'].filter(one => one in answers)) {
			it(`answers as transformers does: ${name}`, async () => {
				const { format, facts } = await readFixture(`${place}/${name}`);
				const answer = answers[name];
				assert.equal(format, 'huggingface');
				// Tied to the embeddings, which are stored once: transformers has it under both names.
				const tied = (one: { name: string }) => name === 'classifier' || one.name !== 'lm_head.weight';
				assert.deepEqual(outline(facts).filter(tied), answer.tensors.filter(tied));
				assert.equal(facts.parameters, answer.parameters);
				assert.deepEqual([facts.framework, facts.library, facts.kind], ['pytorch', 'transformers', 'model']);
				assert.deepEqual(codes(facts), []);
				if (!answer.config) { return; }
				const params = paramsOf(facts);
				for (const [key, value] of Object.entries(answer.config).filter(([, one]) => one !== null)) {
					if (NOT_PARAMS.has(key) || key.startsWith('_')) { assert.equal(params[key], undefined, key); } else if (typeof value !== 'object') { assert.deepEqual(params[key], value, key); }
				}
				assert.equal(facts.metadata?.['architecture'], answer.config.architectures[0]);
				assert.equal(facts.metadata?.['model_type'], answer.config.model_type);
				assert.equal(facts.environment?.['transformers'], answers.tools.transformers);
			});
		}

		it('reads labels, tokenizer, licence, results and the base model of the card', async () => {
			const { facts } = await readFixture(`${place}/classifier`);
			assert.deepEqual(JSON.parse(facts.metadata?.['labels'] ?? ''), answers.classifier.labels);
			assert.equal(facts.metadata?.['model_max_length'], '64');
			assert.equal(facts.metadata?.['license'], 'apache-2.0');
			assert.equal(facts.suggestedName, 'Tiny Sentiment');
			assert.deepEqual(facts.metrics?.map(metric => [metric.name, metric.value]), [['accuracy', 0.913]]);
			assert.deepEqual(facts.inputs?.map(input => [input.relation, input.uri]), [['fine-tuned-from', 'hf://distilbert/distilroberta-base'], ['trained-on', 'hf://datasets/stanfordnlp/imdb']]);
		});

		it('reads shards as one model, with how it samples and lays out a conversation', async () => {
			const { facts } = await readFixture(`${place}/chat`);
			assert.equal(facts.summary, `LlamaForCausalLM, BF16, 20 tensors in ${answers.chat.files} files`);
			const params = paramsOf(facts);
			for (const key of ['temperature', 'top_p', 'do_sample', 'max_new_tokens']) { assert.deepEqual(params[`generation.${key}`], answers.chat.generation[key], key); }
			assert.match(facts.metadata?.['chat_template'] ?? '', /for message in messages/);
		});

		for (const name of ['lora', 'ia3', 'local']) {
			it(`answers as PEFT ${answers.tools.peft} does: ${name}`, async () => {
				const { format, facts } = await readFixture(`${place}/${name}`);
				const answer = answers[name];
				assert.equal(format, 'peft');
				assert.deepEqual(outline(facts), answer.tensors);
				assert.equal(facts.parameters, answer.parameters);
				assert.deepEqual([facts.kind, facts.framework, facts.library], ['adapter', 'pytorch', 'peft']);
				const params = paramsOf(facts);
				for (const key of ['r', 'lora_alpha', 'lora_dropout', 'use_dora', 'use_rslora', 'peft_type', 'task_type', 'bias']) { assert.deepEqual(params[key], answer.config[key], key); }
				for (const key of ['target_modules', 'modules_to_save', 'feedforward_modules']) { assert.deepEqual(params[key], answer.config[key] === null ? undefined : answer.config[key]?.sort(), key); }
				assert.deepEqual(codes(facts), []);
			});
		}

		it('an adapter names the model that it sits on: of the Hub, of the workspace, or none', async () => {
			const bases = async (path: string) => (await readFixture(`${place}/${path}`)).facts.inputs?.map(({ relation, name, uri, certainty }) => [relation, name, uri, certainty]);
			assert.deepEqual(await bases('lora'), [['adapter-of', 'meta-llama/Llama-3.2-1B', 'hf://meta-llama/Llama-3.2-1B', 'certain']]);
			assert.deepEqual(await bases('local'), [['adapter-of', 'base', `${place}/base`, 'certain']]);
			assert.deepEqual(await bases('ia3'), []);
		});
	});
}

describe('a model folder of Hugging Face', () => {
	const config = (more: object = {}) => JSON.stringify({ architectures: ['TinyModel'], model_type: 'tiny', hidden_size: 8, ...more });

	it('names the model that its weights were loaded from, which transformers 5 no longer writes', async () => {
		const { facts } = await readFixture('huggingface/old/chat');
		assert.deepEqual(facts.inputs?.map(({ relation, name, uri, certainty }) => [relation, name, uri, certainty]), [['fine-tuned-from', 'base', 'huggingface/old/base', 'likely']]);
	});

	it('a single adapter file is told what it is by the configuration beside it', async () => {
		for (const path of ['huggingface/lora/adapter_model.safetensors', 'huggingface/old/lora/adapter_model.safetensors', 'huggingface/old/ia3/adapter_model.bin']) {
			const { format, facts } = await readFixture(path);
			assert.deepEqual([format, facts.kind, facts.library], [path.endsWith('.bin') ? 'pytorch' : 'safetensors', 'adapter', 'peft']);
			assert.ok(facts.params?.every(param => param.certainty === 'likely'));
			assert.deepEqual(facts.inputs?.map(input => [input.relation, input.uri, input.certainty]), path.includes('ia3') ? [] : [['adapter-of', 'hf://meta-llama/Llama-3.2-1B', 'likely']]);
		}
	});

	it('and so is a single file of a model', async () => {
		const { facts } = await readFixture('huggingface/classifier/model.safetensors');
		assert.deepEqual([facts.library, facts.metadata?.['model_type'], paramsOf(facts)['hidden_size'], facts.summary], ['transformers', 'bert', 8, 'BertForSequenceClassification, 25 tensors']);
		const folder = folderOf({ 'config.json': '{"learning_rate": 1}' });
		cpSync(join(FIXTURES, 'huggingface/classifier/model.safetensors'), join(folder, 'model.safetensors'));
		assert.deepEqual((await readFormat(join(folder, 'model.safetensors'), folder)).facts.params, []);
	});

	it('reads weights of any format, and tells a checkpoint of the Trainer from a model', async () => {
		const folder = folderOf({ 'm/config.json': config(), 'm/trainer_state.json': '{}', 'm/optimizer.pt': 'x' });
		const [name = ''] = readdirSync(join(FIXTURES, 'onnx')).filter(one => one.endsWith('.onnx'));
		for (const copy of ['encoder.onnx', 'decoder.onnx']) { cpSync(join(FIXTURES, 'onnx', name), join(folder, 'm', copy)); }
		const one = (await readFixture(`onnx/${name}`)).facts;
		const { facts } = await readFormat(join(folder, 'm'), folder);
		assert.deepEqual([facts.kind, facts.parameters, facts.tensors?.length], ['checkpoint', 2 * (one.parameters ?? 0), 2 * (one.tensors?.length ?? 0)]);
		assert.ok(facts.tensors?.every(tensor => /^(en|de)coder\./.test(tensor.name)) && facts.tensors.length > 0);
	});

	it('finds a base model by the end of a path of another machine, and gives no path of it away', async () => {
		const folder = folderOf({
			'proj/models/base/config.json': config(), 'proj/out/a/config.json': config({ _name_or_path: '/home/bob/work/proj/models/base' }),
			'proj/out/b/config.json': config({ _name_or_path: '/home/bob/elsewhere/llama/checkpoint-500/' }), 'proj/out/c/config.json': config({ _name_or_path: '../../../etc' }),
			'proj/out/d/config.json': config({ _name_or_path: './proj/out/d' }), 'proj/out/e/config.json': config({ _name_or_path: 'C:\\Users\\bob\\models\\base' }),
		});
		const base = async (name: string) => (await readFormat(join(folder, 'proj/out', name), folder)).facts.inputs?.map(input => [input.name, input.uri]);
		assert.deepEqual(await base('a'), [['base', 'proj/models/base']]);
		assert.deepEqual(await base('b'), [['llama/checkpoint-500', undefined]]);
		assert.deepEqual(await base('c'), [['etc', undefined]]);
		assert.deepEqual(await base('d'), []);
		assert.deepEqual(await base('e'), [['base', undefined]]);
	});

	it('says what is missing, cut or damaged, and reads the rest', async () => {
		const folder = folderOf();
		cpSync(join(FIXTURES, 'huggingface/chat'), join(folder, 'chat'), { recursive: true });
		rmSync(join(folder, 'chat/model-00002-of-00004.safetensors'));
		const index = JSON.parse(readFileSync(join(folder, 'chat/model.safetensors.index.json'), 'utf8')) as { weight_map: Record<string, string> };
		const left = Object.values(index.weight_map).filter(file => !file.includes('-00002-')).length;
		assert.deepEqual(codes((await readFormat(join(folder, 'chat'), folder)).facts), ['missing-shard']);
		writeFileSync(join(folder, 'chat/config.json'), readFileSync(join(folder, 'chat/config.json')).subarray(0, 200));
		const { format, facts } = await readFormat(join(folder, 'chat'), folder);
		assert.deepEqual([format, codes(facts), facts.tensors?.length], ['huggingface', ['damaged-file', 'missing-shard'], left]);
		mkdirSync(join(folder, 'bare'));
		writeFileSync(join(folder, 'bare/config.json'), config());
		assert.deepEqual(codes((await readFormat(join(folder, 'bare'), folder)).facts), ['no-weights']);
	});

	it('reads no shard outside its folder', async () => {
		const index = (file: string) => JSON.stringify({ metadata: {}, weight_map: { w: file } });
		for (const [file, ending] of [['../secret.bin', 'bin'], ['/etc/passwd', 'bin'], ['../a.safetensors', 'safetensors']] as const) {
			const name = ending === 'bin' ? 'pytorch_model.bin.index.json' : 'model.safetensors.index.json';
			const folder = folderOf({ 'm/config.json': config(), [`m/${name}`]: index(file), 'secret.bin': 'x', 'a.safetensors': 'x' });
			const { facts } = await readFormat(join(folder, 'm'), folder);
			assert.deepEqual(codes(facts), ['damaged-file']);
			assert.match(facts.warnings?.[0]?.message ?? '', /no file beside it/);
		}
		const folder = folderOf({ 'ws/m/config.json': config(), 'out/model.safetensors': 'x' });
		symlinkSync('../../out/model.safetensors', join(folder, 'ws/m/model.safetensors'));
		await assert.rejects(readFormat(join(folder, 'ws/m'), join(folder, 'ws')), /outside/);
	});

	it('a folder with a configuration of something else is no model', async () => {
		const folder = folderOf({ 'm/config.json': '{"port": 8080}', 'm/index.js': '' });
		assert.equal((await readFormat(join(folder, 'm'), folder)).format, 'unknown');
	});

	it('refuses a configuration that is no honest one', async () => {
		const deep = `{"model_type": "x", "a": ${'['.repeat(200_000)}${']'.repeat(200_000)}}`;
		for (const text of [deep, `{"model_type": "x", "a": "${'x'.repeat(9_000_000)}"}`, '{"model_type": "x"']) {
			const folder = folderOf({ 'm/config.json': text });
			const { facts } = await readFormat(join(folder, 'm'), folder);
			assert.ok(codes(facts).includes('no-weights'));
		}
	});
});
