import assert from 'node:assert/strict';
import { chmodSync, existsSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { RegistryError } from '../../../src/core/errors';
import { parseReference } from '../../../src/core/verbs/resolve';
import { withWorkspace, type Workspace } from '../support/workspace';
import type { Registry } from '../../../src/core/registry';

function objectOf(workspace: Workspace, digest: string): string {
	return join(workspace.folder, '.model-registry/artifacts/sha256', digest.slice(0, 2), digest.slice(2));
}

async function withVersions(n: number, test: (registry: Registry, workspace: Workspace) => Promise<void>): Promise<void> {
	await withWorkspace(async workspace => {
		const registry = await workspace.initialised();
		for (let i = 1; i <= n; i++) {
			workspace.write(`models/churn-${i}.bin`, `weights ${i}`);
			await registry.register(`models/churn-${i}.bin`, { model: 'churn', metrics: { auc: [0.81, 0.85, 0.83, 0.9][i - 1] ?? 0.5 } });
		}
		await test(registry, workspace);
	});
}

describe('references', () => {
	it('are taken apart as people and MLflow write them', () => {
		assert.deepEqual(parseReference('churn@v7'), { model: 'churn', selector: 'v7' });
		assert.deepEqual(parseReference('team/churn@production'), { model: 'team/churn', selector: 'production' });
		assert.deepEqual(parseReference('models:/churn/7'), { model: 'churn', selector: '7' });
		assert.deepEqual(parseReference('models:/team/churn/7'), { model: 'team/churn', selector: '7' });
		assert.deepEqual(parseReference('models:/churn@production'), { model: 'churn', selector: 'production' });
		assert.deepEqual(parseReference('churn'), { model: 'churn', selector: 'latest' });
		for (const bad of ['', '@v1', 'churn@', 'models:/', 'models:/churn', 'models://churn/1', 'a@b@c', 'x:y']) { assert.throws(() => parseReference(bad), /isn't a reference/, bad); }
	});

	it('find their version, in every spelling, or say what there is instead', () => withVersions(3, async registry => {
		await registry.setAlias('churn@v2', 'production');
		const two = await registry.version('churn@v2');
		for (const ref of ['churn@2', 'churn@V2', 'CHURN@v2', 'churn@production', 'models:/churn/2', 'models:/churn@production', two.id, `churn@${two.id}`]) {
			assert.equal((await registry.version(ref)).id, two.id, ref);
		}
		assert.equal((await registry.version('churn@latest')).number, 3);
		assert.equal((await registry.version('churn')).number, 3);
		await registry.archive('churn@v3');
		assert.equal((await registry.version('churn@latest')).number, 2, 'latest leaves archived ones out');
		await assert.rejects(registry.version('churn@v9'), /There is no version 'churn@v9'\. Did you mean 'churn@v2'\?/);
		await assert.rejects(registry.version('chrun@v1'), /No model is named 'chrun'\. Did you mean 'churn'\?/);
		await assert.rejects(registry.version('churn@canary'), /There is no version/);
		await assert.rejects(registry.version('nothing-like-it'), /No model is named/);
		// Registered within minutes of each other, so that their ids begin alike.
		for (const ref of [`churn@${two.id.slice(0, 6)}`, two.id.slice(0, 6)]) { await assert.rejects(registry.version(ref), /' begins the ids of several versions\. Name one of them: churn@v1, churn@v2, churn@v3\./); }
	}));
});

describe('aliases, tags, notes, cards', () => {
	it('an alias moves, tells who and why, and goes away', () => withVersions(2, async registry => {
		await registry.setAlias('churn@v1', 'production', 'first');
		assert.deepEqual(await registry.setAlias('churn@v2', 'production', 'beats v1'), { alias: 'production', from: (await registry.version('churn@v1')).id, to: (await registry.version('churn@v2')).id });
		assert.deepEqual((await registry.version('churn@v2')).aliases, ['production']);
		assert.deepEqual((await registry.version('churn@v1')).aliases, []);
		const history = await registry.history({ model: 'churn', alias: 'production' });
		assert.deepEqual(history.map(entry => [entry.version, entry.before, entry.text, entry.reason]), [['v2', 'v1', 'moved production here', 'beats v1'], ['v1', undefined, 'moved production here', 'first']]);
		await assert.rejects(registry.setAlias('churn@v1', 'Production'), /'Production' can't be an alias: the model has 'production' already, which differs only in case\./);
		await assert.rejects(registry.register('models/churn-1.bin', { model: 'churn', again: true, aliases: ['stable', 'Stable'] }), /differs only in case/);
		assert.equal((await registry.versions({ model: 'churn' })).total, 2, 'refused before anything is written');
		const before = (await registry.health()).records;
		await registry.setAlias('churn@v2', 'production', 'again');
		assert.equal((await registry.health()).records, before, 'saying what is so already writes nothing');
		await registry.removeAlias('churn', 'production');
		await assert.rejects(registry.removeAlias('churn', 'production'), /churn has no alias 'production'/);
		await assert.rejects(registry.setAlias('churn@v1', 'latest'), /'latest' can't be an alias/);
		await assert.rejects(registry.setAlias('churn@v1', 'v3'), /reads like a version number/);
	}));

	it('two people who move an alias on two branches leave a conflict that one more move decides', () => withVersions(3, async (registry, workspace) => {
		await registry.setAlias('churn@v1', 'production');
		workspace.git('init', '-q'); workspace.git('add', '-A'); workspace.git('commit', '-qm', 'base');
		workspace.git('checkout', '-qb', 'left');
		await registry.setAlias('churn@v2', 'production', 'left');
		workspace.git('add', '-A'); workspace.git('commit', '-qm', 'left');
		workspace.git('checkout', '-q', 'main');
		await registry.refresh();
		await registry.setAlias('churn@v3', 'production', 'right');
		workspace.git('add', '-A'); workspace.git('commit', '-qm', 'right');
		workspace.git('merge', '-q', '--no-edit', 'left');
		await registry.refresh();
		const [conflict] = await registry.conflicts();
		assert.deepEqual([conflict?.model, conflict?.name, conflict?.sides.map(side => [side.label, side.reason]), conflict?.before?.label], ['churn', 'alias:production', [['v3', 'right'], ['v2', 'left']], 'v1']);
		assert.deepEqual([(await registry.version('churn@v3')).contested, (await registry.version('churn@v2')).contested, (await registry.version('churn@v3')).aliases], [['production'], ['production'], []]);
		assert.equal((await registry.version('churn@production')).number, 3, 'the later one is in effect');
		await registry.setAlias('churn@v2', 'production', 'decided');
		assert.deepEqual(await registry.conflicts(), []);
		assert.deepEqual((await registry.version('churn@v2')).aliases, ['production']);
	}));

	it('tags of versions and models, notes and the card', () => withVersions(1, async registry => {
		await registry.setTags({ ref: 'churn@v1' }, { team: 'risk', tier: '1' });
		await registry.setTags({ ref: 'churn@v1' }, { tier: null });
		await registry.setTags({ model: 'churn' }, { owner: 'Ada' });
		assert.deepEqual((await registry.version('churn@v1')).tags, { team: 'risk' });
		assert.deepEqual((await registry.model('churn')).tags, { owner: 'Ada' });
		await assert.rejects(registry.setTags({ ref: 'churn@v1' }, { Team: 'risk' }), /The tag 'Team': 'team' is there already, which differs only in case\./);
		await registry.setTags({ ref: 'churn@v1' }, { Team: 'risk', team: null });
		await registry.setTags({ ref: 'churn@v1' }, { Team: null, team: 'risk' });
		await registry.addNote({ ref: 'churn@v1' }, 'one');
		await registry.addNote({ ref: 'churn@v1' }, '# two');
		assert.equal((await registry.version('churn@v1')).notes, 'one\n\n# two');
		assert.equal(await registry.readCard('churn'), undefined);
		const card = `# Churn\n${'long '.repeat(500_000)}`;
		await registry.writeCard('churn', card);
		assert.equal(await registry.readCard('churn'), card);
		assert.equal((await registry.model('churn')).hasCard, true);
		await assert.rejects(registry.addNote({ ref: 'churn@v1' }, '  '), /it is empty/);
		await assert.rejects(registry.setTags({ ref: 'churn@v1' }, { 'a b': 'x' }), /The tag 'a b'/);
	}));

	it('a metric of any name has a direction of its own', () => withVersions(1, async registry => {
		const [model] = await registry.models();
		for (const name of ['metrics/mAP50-95(B)', 'val loss', 'top-1 %']) { await registry.configureModel(model?.name ?? '', `direction.${name}`, 'lower'); }
		assert.deepEqual((await registry.model(model?.name ?? '')).directions, { 'metrics/mAP50-95(B)': 'lower', 'val loss': 'lower', 'top-1 %': 'lower' });
		await assert.rejects(registry.configureModel(model?.name ?? '', 'direction.a\nb', 'lower'), error => RegistryError.is(error, 'bad-value'));
	}));

	it('a rename keeps the old name working and taken', () => withVersions(1, async (registry, workspace) => {
		await registry.renameModel('churn', 'customer-churn');
		assert.equal((await registry.version('customer-churn@v1')).ref, 'customer-churn@v1');
		assert.equal((await registry.version('churn@v1')).model, 'customer-churn');
		workspace.write('x.bin', 'x');
		assert.equal((await registry.register('x.bin', { model: 'churn' })).version.ref, 'customer-churn@v2');
		await workspace.version(registry, 'other');
		await assert.rejects(registry.renameModel('other', 'churn'), /too close to the existing model 'churn'/);
		await assert.rejects(registry.createModel('Customer-Churn'), /too close/);
		await registry.renameModel('customer-churn', 'Customer-Churn');
		assert.equal((await registry.model('churn')).name, 'Customer-Churn');
	}));
});

describe('lists', () => {
	it('are paged, sorted and filtered', () => withVersions(4, async registry => {
		const numbers = async (query: Parameters<Registry['versions']>[0]) => (await registry.versions({ model: 'churn', ...query })).versions.map(version => version.number);
		assert.deepEqual(await numbers({}), [4, 3, 2, 1]);
		assert.deepEqual(await numbers({ ascending: true, offset: 1, limit: 2 }), [2, 3]);
		assert.deepEqual(await numbers({ order: { metric: 'auc' } }), [4, 2, 3, 1]);
		assert.deepEqual(await numbers({ order: { metric: 'auc' }, ascending: true }), [1, 3, 2, 4]);
		assert.equal((await registry.versions({ model: 'churn', limit: 1 })).total, 4);
		await registry.setAlias('churn@v3', 'production');
		await registry.setTags({ ref: 'churn@v1' }, { team: 'risk' });
		await registry.addNote({ ref: 'churn@v2' }, 'drops the leaking columns');
		assert.deepEqual(await numbers({ filter: 'produc' }), [3]);
		assert.deepEqual(await numbers({ filter: 'team=risk' }), [1]);
		assert.deepEqual(await numbers({ filter: 'LEAKING' }), [2]);
		assert.deepEqual(await numbers({ filter: 'churn-4' }), [4]);
		assert.deepEqual(await numbers({ filter: `100%' or 1=1 --` }), []);
		await registry.archive('churn@v4', 'too slow');
		assert.deepEqual([await numbers({}), await numbers({ archived: true }), await numbers({ archived: 'both' })], [[3, 2, 1], [4], [4, 3, 2, 1]]);
		await registry.restore('churn@v4');
		assert.deepEqual(await numbers({}), [4, 3, 2, 1]);
	}));

	it('sort NaN, infinities and missing values last, either way', () => withWorkspace(async workspace => {
		const registry = await workspace.initialised();
		for (const [i, value] of [0.5, NaN, Infinity, 0.7].entries()) {
			workspace.write(`${i}.bin`, String(i));
			await registry.register(`${i}.bin`, { model: 'm', metrics: { 'val/acc "x"': value } });
		}
		await workspace.version(registry, 'm');
		for (const ascending of [true, false]) {
			const { versions } = await registry.versions({ model: 'm', order: { metric: 'val/acc "x"' }, ascending });
			assert.deepEqual(versions.slice(0, 2).map(version => version.number), ascending ? [1, 4] : [4, 1]);
		}
	}));
});

describe('verify and get', () => {
	it('tells ok, modified, missing and moved apart', () => withVersions(4, async (registry, workspace) => {
		const digest = async (ref: string) => (await registry.version(ref)).artifact.digest;
		const state = async () => Object.fromEntries((await registry.verify([])).map(one => [one.ref, one.state]));
		assert.deepEqual(await state(), { 'churn@v4': 'ok', 'churn@v3': 'ok', 'churn@v2': 'ok', 'churn@v1': 'ok' });
		const modified = objectOf(workspace, await digest('churn@v1'));
		chmodSync(modified, 0o644);
		writeFileSync(modified, 'weights !');
		rmSync(objectOf(workspace, await digest('churn@v2')));
		rmSync(objectOf(workspace, await digest('churn@v3')));
		renameSync(join(workspace.folder, 'models/churn-3.bin'), join(workspace.folder, 'elsewhere.bin'));
		assert.deepEqual(await state(), { 'churn@v4': 'ok', 'churn@v3': 'moved', 'churn@v2': 'missing', 'churn@v1': 'modified' });
		assert.deepEqual(await registry.verify(['churn@v3']), [{ ref: 'churn@v3', path: 'elsewhere.bin', state: 'moved' }]);
		await assert.rejects(registry.get('churn@v1', { to: 'out' }), /changed/);
		await assert.rejects(registry.get('churn@v2', { to: 'out' }), /missing/);
		assert.equal(existsSync(join(workspace.folder, 'out/churn-1.bin')), false, 'damaged bytes are not handed out');
	}));

	it('follows files that are only referred to', () => withWorkspace(async workspace => {
		const registry = await workspace.initialised();
		workspace.write('a.bin', 'one');
		await registry.register('a.bin', { model: 'm', storage: 'reference' });
		assert.equal(existsSync(join(workspace.folder, '.model-registry/artifacts/sha256')), false);
		assert.equal((await registry.verify([]))[0]?.state, 'ok');
		workspace.write('a.bin', 'two');
		assert.equal((await registry.verify([]))[0]?.state, 'modified');
		rmSync(join(workspace.folder, 'a.bin'));
		assert.equal((await registry.verify([]))[0]?.state, 'missing');
		workspace.write('deep/b.bin', 'one');
		assert.deepEqual(await registry.verify([]), [{ ref: 'm@v1', path: 'deep/b.bin', state: 'moved' }]);
	}));

	it('puts files back, refuses to overwrite what differs, and does when told', () => withWorkspace(async workspace => {
		const registry = await workspace.initialised();
		workspace.write('net/a.bin', 'a'); workspace.write('net/deep/b.bin', 'b');
		await registry.register('net', { model: 'net' });
		assert.deepEqual((await registry.get('net@v1', { to: 'out' })).written, ['a.bin', 'deep/b.bin']);
		assert.equal(readFileSync(join(workspace.folder, 'out/deep/b.bin'), 'utf8'), 'b');
		assert.deepEqual((await registry.get('net@v1', { to: 'out' })).left, ['a.bin', 'deep/b.bin']);
		workspace.write('out/a.bin', 'mine');
		rmSync(join(workspace.folder, 'out/deep/b.bin'));
		await assert.rejects(registry.get('net@v1', { to: 'out' }), /is there already and differs/);
		assert.equal(existsSync(join(workspace.folder, 'out/deep/b.bin')), false, 'nothing is written when anything is refused');
		await registry.get('net@v1', { to: 'out', force: true });
		assert.equal(readFileSync(join(workspace.folder, 'out/a.bin'), 'utf8'), 'a');
		writeFileSync(join(workspace.folder, 'out/a.bin'), 'edited by the user');
		assert.equal((await registry.verify(['net@v1'])).every(one => one.state === 'ok'), true, 'what was handed out is not the stored file');
	}));

	it('takes the purges of two versions with the same bytes back in any order, and counts what was put aside', () => withWorkspace(async workspace => {
		for (const first of ['a@v1', 'b@v1']) {
			const registry = await workspace.initialised();
			workspace.write('a.bin', `same ${first}`);
			for (const model of ['a', 'b']) { await registry.register('a.bin', { model, again: true }); }
			const [one, other] = await Promise.all(['a', 'b'].map(async model => (await registry.version(`${model}@latest`)).ref));
			const purged: number[] = [];
			for (const ref of [one, other]) { await registry.archive(ref ?? ''); purged.push((await registry.purge(ref ?? '')).bytes); }
			assert.deepEqual(purged, [0, 9]);
			for (const ref of first === 'a@v1' ? [one, other] : [other, one]) {
				await registry.recover(ref ?? '');
				assert.deepEqual((await registry.verify([ref ?? ''])).map(file => file.state), ['ok']);
			}
		}
		const registry = workspace.open();
		await registry.register('a.bin', { model: 'c', storage: 'reference' });
		await registry.archive('c@v1');
		assert.equal((await registry.purge('c@v1')).bytes, 0, 'a file that is only referred to stays');
		assert.ok(existsSync(join(workspace.folder, 'a.bin')));
	}));

	it('purges only archived versions, keeps shared bytes, and takes it back', () => withWorkspace(async workspace => {
		const registry = await workspace.initialised();
		workspace.write('net/a.bin', 'shared'); workspace.write('net/b.bin', 'own');
		workspace.write('a.bin', 'shared');
		await registry.register('net', { model: 'net' });
		await registry.register('a.bin', { model: 'a' });
		await assert.rejects(registry.purge('net@v1'), /not archived/);
		await registry.archive('net@v1');
		assert.equal((await registry.purge('net@v1')).bytes, 3);
		assert.ok((await registry.version('net@v1')).purged);
		assert.deepEqual((await registry.verify([])).map(one => one.ref), ['a@v1']);
		await assert.rejects(registry.get('net@v1', { to: 'out' }), /purged/);
		assert.equal((await registry.cleanUp()).bytes, 0, 'the undo time has not passed');
		await registry.recover('net@v1');
		assert.equal((await registry.verify(['net@v1'])).every(one => one.state === 'ok'), true);
		await registry.purge('net@v1');
		const later = workspace.open({ now: () => new Date(Date.now() + 8 * 86_400_000) });
		assert.equal((await later.cleanUp()).bytes, 3);
		await assert.rejects(later.recover('net@v1'), /can't be undone/);
		assert.ok((await later.version('net@v1')).purged, 'it stays purged');
	}));
});

describe('purge of bytes that are missing', () => {
	it('promises nothing, and counts them', () => withVersions(2, async (registry, workspace) => {
		for (const number of [1, 2]) { await registry.archive(`churn@v${number}`); }
		rmSync(objectOf(workspace, (await registry.version('churn@v1')).artifact.digest), { force: true });
		const gone = await registry.purge('churn@v1'), whole = await registry.purge('churn@v2');
		assert.deepEqual([gone.bytes, gone.missing, whole.missing], [0, 1, 0]);
		assert.equal((await registry.purge('churn@v2')).missing, 0, 'what was put aside is not lost');
		await assert.rejects(registry.recover('churn@v1'), /can't be undone/);
		await registry.recover('churn@v2');
	}));
});

describe('suggest and inspect', () => {
	it('offers the model that the path, the tensors or the name speak for, and says why', () => withWorkspace(async workspace => {
		const registry = workspace.open();
		workspace.write('runs/a/model.safetensors', readFileSync('test/fixtures/formats/safetensors/merged.safetensors'));
		const fresh = await registry.suggest('runs/a/model.safetensors');
		assert.deepEqual([fresh.candidates.length, fresh.candidates[0]?.isNew, fresh.candidates[0]?.number], [1, true, 1]);
		await registry.init();
		await registry.register('runs/a/model.safetensors', { model: 'sentiment' });
		mkdirSync(join(workspace.folder, 'runs/b'));
		writeFileSync(join(workspace.folder, 'runs/b/model.safetensors'), readFileSync(join(workspace.folder, 'runs/a/model.safetensors')));
		const [likely] = (await registry.suggest('runs/b/model.safetensors')).candidates;
		assert.deepEqual([likely?.model, likely?.number, likely?.because, likely?.isNew], ['sentiment', 2, 'same-tensors', false]);
		const here = await registry.suggest('runs/a/model.safetensors');
		assert.deepEqual([here.candidates[0]?.because, here.lastHere?.ref], ['same-path', 'sentiment@v1']);
		assert.equal((await registry.versions()).total, 1, 'nothing was registered');
	}));

	it('reads a file without a registry and leaves none behind', () => withWorkspace(async workspace => {
		workspace.write('a.safetensors', readFileSync('test/fixtures/formats/safetensors/merged.safetensors'));
		const registry = workspace.open();
		const found = await registry.inspect('a.safetensors');
		assert.deepEqual([found.facts.format, found.facts.tensors.length > 0, found.sha256?.length], ['safetensors', true, 64]);
		assert.deepEqual(readdirSync(workspace.folder), ['a.safetensors']);
	}));
});

describe('register without a model name', () => {
	it('goes to the model that the file went to before, and to an existing name in any case', () => withWorkspace(async workspace => {
		const registry = await workspace.initialised();
		workspace.write('runs/best.bin', 'one');
		await registry.register('runs/best.bin', { model: 'churn' });
		workspace.write('runs/best.bin', 'two');
		assert.equal((await registry.register('runs/best.bin')).version.ref, 'churn@v2');
		workspace.write('other/Churn.bin', 'three');
		assert.equal((await registry.register('other/Churn.bin')).version.ref, 'churn@v3');
		workspace.write('runs/lr-1/net-0001.bin', 'five');
		await registry.register('runs/lr-1/net-0001.bin', { model: 'ranker' });
		workspace.write('runs/lr-1/net-0002.bin', 'six');
		assert.equal((await registry.register('runs/lr-1/net-0002.bin')).version.ref, 'ranker@v2', 'a sibling that differs in its counter only');
		workspace.write('other/fraud.bin', 'four');
		assert.equal((await registry.register('other/fraud.bin')).version.ref, 'fraud@v1');
	}));
});
