import assert from 'node:assert/strict';
import { readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { toJson } from '../../../src/cli/json';
import type { Json } from '../../../src/core/model';
import { makePack, openPack, packName } from '../../../src/core/records/pack';
import { recordText } from '../../../src/core/records/recordText';
import type { Registry } from '../../../src/core/registry';
import { canonicalJson } from '../../../src/core/records/canonical';
import { fileOf, recordSets, registered } from '../support/records';
import { recordFiles } from '../support/recordFiles';
import type { Workspace } from '../support/workspace';
import { withWorkspace } from '../support/workspace';

const later = () => new Date('2031-01-15T12:00:00.000Z');

async function stateOf(registry: Registry): Promise<string> {
	await registry.refresh();
	return toJson([await registry.models(), await registry.versions({ archived: 'both' }), await registry.history(), await registry.conflicts(), await registry.problems()]);
}

/** Every file in records/, sorted. */
const filesIn = (folder: string) => readdirSync(join(folder, '.model-registry/records'), { recursive: true, encoding: 'utf8' }).filter(path => /\.(json|gz)$/.test(path)).sort();

type Files = readonly ReturnType<typeof fileOf>[];

function put(workspace: Workspace, files: Files): void {
	for (const { month, file, text } of files) { workspace.write(`.model-registry/records/${month}/${file}`, text); }
}

function putPack(workspace: Workspace, files: Files): void {
	for (const month of new Set(files.map(one => one.month))) {
		const pack = makePack(new Map(files.filter(one => one.month === month).map(one => [one.file, Buffer.from(one.text)])));
		workspace.write(`.model-registry/records/${month}/${pack.name}`, pack.bytes);
	}
}

describe('compaction', function () {
	this.timeout(120_000);

	it('leaves the state as it is, of any mixture of files and packs, however often', async () => {
		await fc.assert(fc.asyncProperty(recordSets, fc.array(fc.array(fc.boolean(), { minLength: 30, maxLength: 30 }), { maxLength: 3 }), fc.array(fc.boolean(), { minLength: 30, maxLength: 30 }), async (records, packs, loose) => {
			await withWorkspace(plain => withWorkspace(async mixed => {
				const files = records.map(fileOf);
				put(plain, files);
				const isPacked = files.map((_, i) => packs.some(pack => pack[i]));
				for (const pack of packs) { const some = files.filter((_, i) => pack[i]); if (some.length) { putPack(mixed, some); } }
				put(mixed, files.filter((_, i) => loose[i] || !isPacked[i]));
				const [expected, registry] = [await stateOf(await plain.initialised({ now: later })), await mixed.initialised({ now: later })];
				assert.equal(await stateOf(registry), expected);
				await registry.compact();
				assert.equal(await stateOf(registry), expected, 'after packing');
				await registry.close();
				rmSync(join(mixed.folder, '.model-registry/registry.sqlite'), { force: true });
				const anew = mixed.open({ now: later });
				assert.equal(await stateOf(anew), expected, 'read anew');
				assert.deepEqual(await anew.compact(), [], 'nothing is left to pack');
				assert.deepEqual(recordFiles(mixed.folder).length, new Set(files.map(one => one.file)).size);
			}));
		}), { numRuns: 20 });
	});

	it('packs past months only, each into one file, and other windows see nothing change', () => withWorkspace(async workspace => {
		const early = await workspace.initialised({ now: () => new Date('2026-05-03T08:00:00.000Z') });
		for (let i = 0; i < 5; i++) { await workspace.version(early, 'churn', `weights ${i}`); }
		await early.close();
		const registry = workspace.open({ now: () => new Date('2026-07-03T08:00:00.000Z') }), other = workspace.open({ now: later });
		await registry.setAlias('churn@v3', 'production');
		const before = await stateOf(other);
		const dry = await registry.compact({ dryRun: true });
		assert.deepEqual(dry.map(({ month, records, removed }) => [month, records, removed]), [['2026-05', 5, 5]]);
		assert.equal((await registry.compact()).length, 1);
		assert.deepEqual(filesIn(workspace.folder).map(path => path.slice(0, 12)), ['2026-05/pack', '2026-07/01KW']);
		assert.equal(await stateOf(other), before);
		assert.equal((await registry.versionDetails('churn@v2')).label, 'v2');
		assert.equal((await registry.history({ ref: 'churn@v2' })).length, 1);
		// Writing goes on, and a late record of a packed month is packed with the others.
		await registry.addNote({ ref: 'churn@v2' }, 'still there');
		assert.equal((await registry.health()).compactable.pays, false);
		await assert.rejects(registry.compact({ before: 'May' }), /a month is written as 2026-11/);
	}));

	it('names a damaged pack and goes on without it; a damaged file whose record a pack has is named, and its record stands', () => withWorkspace(async workspace => {
		const early = await workspace.initialised({ now: () => new Date('2026-05-03T08:00:00.000Z') });
		await workspace.version(early, 'churn', 'one');
		await workspace.version(early, 'churn', 'two');
		const loose = filesIn(workspace.folder).map(path => [path, readFileSync(join(workspace.folder, '.model-registry/records', path))] as const);
		await early.close();
		const registry = workspace.open({ now: later });
		await registry.compact();
		await workspace.version(registry, 'fraud', 'three');
		const [pack = ''] = filesIn(workspace.folder);
		const whole = await stateOf(registry);
		await registry.close();
		const path = join(workspace.folder, '.model-registry/records', pack);
		const bytes = readFileSync(path);
		for (const damaged of [bytes.subarray(0, 40), Buffer.from(bytes.map((byte, at) => (at === 60 ? byte ^ 1 : byte))), Buffer.alloc(0)]) {
			writeFileSync(path, damaged);
			rmSync(join(workspace.folder, '.model-registry/registry.sqlite'));
			const hurt = workspace.open({ now: later });
			assert.deepEqual((await hurt.problems()).map(problem => problem.path), [`.model-registry/records/${pack}`]);
			assert.deepEqual((await hurt.models()).map(model => model.name), ['fraud']);
			assert.deepEqual(await hurt.compact(), [], 'what is damaged stays where it is');
			await hurt.close();
		}
		writeFileSync(path, bytes);
		const [[first = '', text = Buffer.alloc(0)] = []] = loose;
		writeFileSync(join(workspace.folder, '.model-registry/records', first), text.subarray(5));
		const mended = workspace.open({ now: later });
		assert.deepEqual((await mended.problems()).map(problem => problem.path), [`.model-registry/records/${first}`]);
		rmSync(join(workspace.folder, '.model-registry/records', first));
		assert.equal(await stateOf(mended), whole);
	}));

	it('on two branches at once that both write on is merged by git without a conflict', () => withWorkspace(main => withWorkspace(async other => {
		main.git('init', '-q');
		let clock = Date.UTC(2026, 4, 1);
		const now = () => new Date(clock += 60_000);
		const registry = await main.initialised({ now });
		for (let i = 0; i < 4; i++) { await main.version(registry, 'churn', `weights ${i}`); }
		for (let i = 0; i < 40; i++) { await registry.setAlias(`churn@v${1 + i % 4}`, 'production', 'better'); }
		main.git('add', '.');
		main.git('commit', '-qm', 'May');
		rmSync(other.folder, { recursive: true });
		main.git('clone', '-q', main.folder, other.folder);
		clock = Date.UTC(2026, 6, 1);
		for (const [workspace, name] of [[main, 'here'], [other, 'there']] as const) {
			const own = workspace.open({ now, author: { name, email: '' } });
			// One of them has another record of May: its pack is not the other's.
			if (workspace === other) { const late = workspace.open({ now: () => new Date(Date.UTC(2026, 4, 20)) }); await late.addNote({ ref: 'churn@v1' }, 'late'); await late.close(); await own.refresh(); }
			for (let i = 0; i < 6; i++) { await own.setAlias(`churn@v${1 + i % 3}`, 'production', 'better'); }
			await own.compact();
			for (let i = 0; i < 6; i++) { await own.setAlias(`churn@v${1 + i % 3}`, 'staging', 'better'); }
			await own.close();
			workspace.git('add', '-A', '.');
			workspace.git('commit', '-qm', `packed ${name}`);
		}
		const all = new Set([...recordFiles(main.folder), ...recordFiles(other.folder)]);
		main.git('fetch', '-q', other.folder, 'HEAD');
		main.git('merge', '-q', '--no-edit', 'FETCH_HEAD');
		assert.deepEqual(new Set(recordFiles(main.folder)), all);
		assert.equal(filesIn(main.folder).filter(path => packName.test(path.slice(8))).length, 2);
		const merged = main.open({ now });
		const before = await stateOf(merged);
		// Both packs become one, and again on the other side, from a third state.
		for (const workspace of [main, other]) {
			const own = workspace.open({ now });
			if (workspace === other) { const late = workspace.open({ now: () => new Date(Date.UTC(2026, 4, 21)) }); await late.addNote({ ref: 'churn@v1' }, 'later'); await late.close(); }
			await own.compact();
			await own.setAlias('churn@v2', 'shadow', 'better');
			await own.close();
			workspace.git('add', '-A', '.');
			workspace.git('commit', '-qm', 'packed again');
		}
		main.git('fetch', '-q', other.folder, 'HEAD');
		main.git('merge', '-q', '--no-edit', 'FETCH_HEAD');
		assert.notEqual(await stateOf(merged), before);
		assert.deepEqual(await merged.problems(), []);
	})));

	it('is not taken for what happened: changes, the past and the commits that brought records in know what is packed', () => withWorkspace(async workspace => {
		workspace.git('init', '-q');
		const early = await workspace.initialised({ git: true, now: () => new Date('2026-05-03T08:00:00.000Z') });
		for (let i = 0; i < 3; i++) { await workspace.version(early, 'churn', `weights ${i}`); }
		await early.setAlias('churn@v1', 'production');
		workspace.git('add', '.');
		workspace.git('commit', '-qm', 'May');
		await early.addNote({ ref: 'churn@v1' }, 'not committed before it was packed');
		await early.close();
		const registry = workspace.open({ git: true, now: later });
		await registry.compact();
		workspace.git('add', '-A', '.');
		workspace.git('commit', '-qm', 'Packed');
		const [note, alias] = await registry.history();
		const side = (record: string) => ({ record, value: null, label: '', at: new Date(), by: { name: '', email: '' }, reason: undefined, version: undefined, bytes: undefined, text: undefined });
		const origins = await registry.contestOrigins([{ before: undefined, sides: [side(note?.record ?? ''), side(alias?.record ?? '')] }]);
		assert.deepEqual([note, alias].map(entry => origins?.commits.get(entry?.record ?? '')?.subject), ['Packed', 'May']);
		assert.deepEqual([(await registry.changes('HEAD')).added, (await registry.changes('HEAD')).missing, (await registry.changes('HEAD~1')).added], [0, 0, 1]);
	}));
});

describe('the text of a record', () => {
	const record = (n: number) => registered(n, 'churn', n) as unknown as Json;

	it('says what the record says, is the same every time, and has no line in common with another of its kind that git could go by', () => {
		fc.assert(fc.property(recordSets, records => {
			for (const one of records) { assert.deepEqual(JSON.parse(recordText(one as unknown as Json)), JSON.parse(canonicalJson(one as unknown as Json))); }
		}), { numRuns: 50 });
		assert.equal(recordText(record(1)), recordText(record(1)));
		const lines = new Set(recordText(record(1)).split('\n').filter(line => line.trim().length > 2));
		for (let n = 2; n < 200; n++) {
			const text = recordText(record(n)).split('\n');
			const shared = text.filter(line => lines.has(line)).join('').length;
			assert.ok(shared < text.join('').length / 3, `${shared} characters are alike`);
		}
	});

	it('ends no line with a space', () => { assert.doesNotMatch(recordText(record(1)), /[ \t]$/m); });
});

describe('a pack', () => {
	it('gives back what was put into it, and refuses everything else', () => {
		fc.assert(fc.property(recordSets, records => {
			const files = records.map(fileOf);
			const pack = makePack(new Map(files.map(one => [one.file, Buffer.from(one.text)])));
			const read = openPack(pack.name, pack.bytes);
			assert.ok(read.is === 'pack');
			assert.deepEqual(new Map([...read.records].map(([file, bytes]) => [file, Buffer.from(bytes).toString()])), new Map(files.map(one => [one.file, one.text])));
			assert.deepEqual(makePack(new Map([...files].reverse().map(one => [one.file, Buffer.from(one.text)]))), pack, 'the order plays no part');
		}), { numRuns: 50 });
		assert.equal(openPack('pack-000000000000000000000000.gz', Buffer.from('x')).is, 'problem');
	});
});

