import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import type { Facts } from '../../src/core/model';
import type { Registry } from '../../src/core/registry';
import { candidateItems } from '../../src/editor/register/candidateItems';
import { factItems } from '../../src/editor/register/factItems';
import { lookUpName } from '../../src/editor/register/lookUpName';
import { parseValue } from '../../src/editor/register/parseValue';
import type { Question } from '../../src/editor/register/question';
import { sameBytes, type Same } from '../../src/editor/register/sameBytes';
import { standingOf } from '../../src/editor/tree/standing';
import { withWorkspace, type Workspace } from '../core/support/workspace';

async function questionOf(registry: Registry, path: string, change: Partial<Question> = {}): Promise<Question> {
	const suggestion = await registry.suggest(path);
	const initialized = await registry.exists();
	const typed = change.typed ?? suggestion.candidates[0]?.model ?? '';
	const named = await lookUpName(registry, typed, initialized);
	const existing = initialized ? suggestion.candidates.filter(candidate => !candidate.isNew) : [];
	const standings = new Map(await Promise.all(existing.map(async ({ model }) => [model, await standingOf(registry, await registry.model(model), [])] as const)));
	return { suggestion, typed, named, standings, same: undefined, code: undefined, notes: '', corrections: { params: {}, metrics: {} }, initialized, ...change };
}

/** A model trained twice: metrics beside the file, the first version in production. */
async function churn(workspace: Workspace): Promise<Registry> {
	const registry = await workspace.initialised();
	workspace.write('models/churn/metrics.json', '{ "auc": 0.8731 }');
	workspace.write('models/churn/params.yaml', 'lr: 2e-5\nepochs: 4\n');
	await registry.register(workspace.write('models/churn/churn.pkl', 'first'), { model: 'churn', aliases: ['production'] });
	workspace.write('models/churn/metrics.json', '{ "auc": 0.8764 }');
	workspace.write('models/churn/churn.pkl', 'second');
	return registry;
}

const lines = (items: ReturnType<typeof candidateItems>) => items.map(item => [item.label, item.description, item.detail].filter(Boolean).join(' | '));

describe('the register input', () => {
	it('offers the next version first, with the fact that makes a person sure', () => withWorkspace(async workspace => {
		const registry = await churn(workspace);
		const [first] = candidateItems(await questionOf(registry, 'models/churn/churn.pkl'));
		assert.deepEqual(first?.deed, { does: 'register', model: 'churn', number: 2, anyway: false });
		assert.equal(lines([first])[0], 'churn v2 | next version of an existing model | Registered from this path before, as v1. auc 0.8764 ▲ +0.0033 against production (v1)');
	}));

	it('says what a name that is typed would mean', () => withWorkspace(async workspace => {
		const registry = await churn(workspace);
		const first = async (typed: string) => candidateItems(await questionOf(registry, 'models/churn/churn.pkl', { typed }))[0];
		assert.deepEqual((await first('retention'))?.deed, { does: 'register', model: 'retention', number: 1, anyway: false });
		assert.deepEqual((await first('Churn'))?.deed, { does: 'fill', name: 'churn' });
		assert.equal((await first('Churn'))?.label, 'Churn differs from churn only in case');
		const impossible = await first('a@b');
		assert.deepEqual([impossible?.label, impossible?.description, impossible?.deed.does], ['a@b can\'t be a model\'s name', `'@' and ':' are kept for references such as churn@v7`, 'nothing']);
		assert.equal((await first(''))?.label, 'A name is needed');
		assert.equal((await first('x'.repeat(300)))?.deed.does, 'nothing');
	}));

	it('offers to show bytes that are a version already', () => withWorkspace(async workspace => {
		const registry = await churn(workspace);
		workspace.write('models/churn/churn.pkl', 'first');
		const question = await questionOf(registry, 'models/churn/churn.pkl');
		const found: (Same | undefined)[] = [];
		await sameBytes(registry, `${workspace.folder}/models/churn/churn.pkl`, question.suggestion, 1e6, new AbortController().signal, one => { found.push(one); });
		const same = found.at(-1);
		assert.equal(same?.sure, true);
		const [first, second] = candidateItems({ ...question, same });
		assert.equal(first?.label, 'Show churn v1, the same bytes');
		assert.equal(second?.deed.does, 'register');
	}));

	it('offers to put stored bytes back that are missing, before anything else', () => withWorkspace(async workspace => {
		const registry = await churn(workspace);
		workspace.write('models/churn/churn.pkl', 'first');
		const { artifact } = await registry.version('churn@v1');
		const stored = `${workspace.folder}/.model-registry/artifacts/sha256/${artifact.digest.slice(0, 2)}/${artifact.digest.slice(2)}`;
		const question = await questionOf(registry, 'models/churn/churn.pkl');
		const look = async () => {
			const found: (Same | undefined)[] = [];
			await sameBytes(registry, `${workspace.folder}/models/churn/churn.pkl`, question.suggestion, 1e6, new AbortController().signal, one => { found.push(one); });
			return candidateItems({ ...question, same: found.at(-1) });
		};
		rmSync(stored, { force: true });
		const [first, second] = await look();
		assert.deepEqual([first?.label, second?.label], ['Put the Files of churn v1 Back', 'Show churn v1, the same bytes']);
		if (first?.deed.does !== 'register') { assert.fail('it registers'); }
		const { created, mended } = await registry.register('models/churn/churn.pkl', { model: first.deed.model });
		assert.deepEqual([created, mended], [false, 1]);
		assert.equal((await look())[0]?.label, 'Show churn v1, the same bytes');
	}));

	it('does not read a file over the limit, and then only says what is likely', () => withWorkspace(async workspace => {
		const registry = await churn(workspace);
		const found: (Same | undefined)[] = [];
		const file = `${workspace.folder}/models/churn/churn.pkl`;
		const look = async (limit: number) => { found.length = 0; await sameBytes(registry, file, await registry.suggest(file), limit, new AbortController().signal, same => { found.push(same); }); };
		await look(1);
		assert.equal(found.length, 0, 'the size differs');
		await registry.register(file, { model: 'churn' });
		await look(1);
		assert.deepEqual(found.map(same => same && [same.version.label, same.sure]), [['v2', false]]);
		assert.match(candidateItems(await questionOf(registry, file, { same: found[0] }))[0]?.label ?? '', /most likely the same bytes$/);
	}));

	it('says that it makes the registry too, where there is none', () => withWorkspace(async workspace => {
		const registry = workspace.open();
		workspace.write('models/churn.pkl', 'bytes');
		assert.equal(lines(candidateItems(await questionOf(registry, 'models/churn.pkl')))[0], 'churn v1 | new model, named after the file · initializes the model registry of this folder');
	}));

	it('lists what was found with its source, and opens it', () => withWorkspace(async workspace => {
		const registry = await churn(workspace);
		const items = factItems(await questionOf(registry, 'models/churn/churn.pkl'));
		const params = items.find(item => item.label === '2 parameters');
		assert.deepEqual([params?.description, params?.detail, params?.source?.path], ['params.yaml', 'lr 2e-5 · epochs 4', 'models/churn/params.yaml']);
		assert.ok(items.some(item => item.label === '1 metric' && item.description === 'metrics.json'));
	}));

	it('warns of code in a file before it registers it', () => withWorkspace(async workspace => {
		const registry = await churn(workspace);
		const question = await questionOf(registry, 'models/churn/churn.pkl');
		const facts: Facts = { ...question.suggestion.facts, warnings: [{ code: 'dangerous-pickle', message: 'Can run code when loaded: os.system' }] };
		const dangerous = { ...question, suggestion: { ...question.suggestion, facts } };
		const [first] = candidateItems(dangerous);
		assert.deepEqual([first?.label, first?.icon, first?.deed.does === 'register' && first.deed.anyway], ['Register Anyway…', 'warning', true]);
		assert.deepEqual(factItems(dangerous)[0]?.label, 'Can run code when loaded: os.system');
	}));

	it('shows what sources disagree about, and why one was chosen', () => withWorkspace(async workspace => {
		const registry = await churn(workspace);
		const question = await questionOf(registry, 'models/churn/churn.pkl');
		const facts: Facts = { ...question.suggestion.facts, disagreements: [{ what: 'metrics.auc', why: 'metrics.json is newer', chosen: { text: '0.87', source: { tool: 'x', path: 'a/metrics.json' } }, others: [{ text: '0.86', source: { tool: 'y', path: 'b/log.csv' } }] }] };
		const item = factItems({ ...question, suggestion: { ...question.suggestion, facts } }).find(one => one.icon === 'warning');
		assert.deepEqual([item?.label, item?.description, item?.detail], ['auc 0.87', 'metrics.json', 'Also 0.86 in log.csv: metrics.json is newer.']);
	}));
});

describe('a value that is typed', () => {
	it('is a number, a truth or a text', () => {
		assert.deepEqual(['2e-5', ' 4 ', '-0.5', 'true', 'adam', '1.2.3', '', '∞', '-inf'].map(parseValue), [2e-5, 4, -0.5, true, 'adam', '1.2.3', '', Infinity, -Infinity]);
		assert.ok(Number.isNaN(parseValue('NaN')));
	});
});
