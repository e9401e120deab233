import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { applyRecord } from '../../../src/core/database/apply';
import { Database } from '../../../src/core/database/database';
import { evaluationsOf } from '../../../src/core/database/queries/evaluations';
import { displayName } from '../../../src/core/database/queries/models';
import { VersionReader } from '../../../src/core/database/queries/versionReader';
import { versionCounts, versionRows } from '../../../src/core/database/queries/versions';
import { buildIndexes } from '../../../src/core/database/search/fieldIndex';
import type { RegistryRecord } from '../../../src/core/records/kinds';
import type { Float } from '../../../src/core/records/fields';
import { conditionsOf, type Expression } from '../../../src/core/search/expression';
import { printSearch } from '../../../src/core/search/printSearch';
import { digestOf, fileOf, header, idOf, recordSets } from '../support/records';
import { expressions } from './expressions';
import { satisfies, type Plain } from './naive';

const now = 1_700_000_000_000 + 3 * 3_600_000;
const hour = 3_600_000;
const metric: fc.Arbitrary<Float> = fc.oneof(fc.constantFrom<Float>('NaN', 'Infinity', '-Infinity', 0, 1, 0.5, 1e-3, 3e21), fc.integer({ min: -3, max: 3 }));
const scalar = fc.constantFrom('adam', 'risk', 'a b', '0.5', 'True', '', 'NaN', '12', 0, 1, 0.5, 1e-3, true, false, null);
const param = fc.oneof(scalar, fc.array(scalar, { maxLength: 3 }));
const names = ['auc', 'loss', 'lr', 'val/f1 score', 'a"b\\', 'layers'];

/** What a registration says, put over the plain ones that record sets have. */
const facts = fc.record({
	metrics: fc.dictionary(fc.constantFrom(...names), metric, { maxKeys: 3, noNullPrototype: true }), params: fc.dictionary(fc.constantFrom(...names), param, { maxKeys: 3, noNullPrototype: true }),
	tags: fc.dictionary(fc.constantFrom('team', 'layers'), fc.constantFrom('risk', '0.5', 'true', 'a b', '12'), { maxKeys: 2, noNullPrototype: true }),
	framework: fc.option(fc.constantFrom('pytorch', 'risk'), { nil: undefined }), parameters: fc.option(fc.constantFrom(0, 1, 12, 7e9), { nil: undefined }), bytes: fc.constantFrom(0, 1, 12, 5e9),
	notes: fc.constantFrom(undefined, '', 'risk', 'a b'), author: fc.constantFrom({ name: 'Ada', email: 'ada@x.org' }, { name: 'churn', email: '' }),
	git: fc.constantFrom(null, { branch: 'main', commit: 'c0ffee', dirty: true }, { branch: null, commit: null, dirty: false }, { branch: 'risk', commit: 'ab', dirty: false }), after: fc.constantFrom(0, hour, 26 * hour, 800 * hour),
});

const registries = fc.tuple(recordSets, fc.array(facts, { minLength: 12, maxLength: 12 })).map(([records, all]): readonly RegistryRecord[] => records.map((record, i) => {
	if (record.kind !== 'version.registered') { return record; }
	const one = all[i % all.length];
	if (!one) { return record; }
	return {
		...record, at: new Date(Date.parse(record.at) - one.after).toISOString(), by: one.author, metrics: one.metrics, params: one.params, tags: one.tags,
		...(one.notes === undefined ? {} : { notes: one.notes }), artifact: { ...record.artifact, bytes: one.bytes },
		facts: { kind: 'model', ...(one.framework === undefined ? {} : { framework: one.framework }), ...(one.parameters === undefined ? {} : { parameters: one.parameters }) },
		git: one.git && { ...one.git, remote: null, path: 'x', snapshot: null, leftOut: [] },
	};
}));

function apply(db: Database, records: readonly RegistryRecord[]): Database {
	for (const record of records) { applyRecord(db, { record, ...fileOf(record) }); }
	return db;
}

async function prepare(db: Database, expression: Expression): Promise<void> {
	await buildIndexes(db, conditionsOf(expression).flatMap(one => (one.is !== 'text' && (one.field.name === 'metrics' || one.field.name === 'params') ? [{ kind: one.field.name, name: one.field.of ?? '' }] : [])));
}

/** All versions as plain data, from what lists show of them. */
function plain(db: Database): readonly Plain[] {
	const reader = new VersionReader(db, key => displayName(db, key));
	return versionRows(db, { archived: 'both' }).rows.map(row => {
		const { id, number, metrics, params, tags, aliases, contested, framework, artifact, by, git, at, parameters, archived, model } = reader.version(row);
		const since = db.all<{ text: string }>('select text from note where model = ? and subject = ?', row.model, id).map(note => note.text);
		const notes = [row.notes, ...since].filter(text => text !== '');
		const held = [...aliases, ...contested];
		const some = (text: string | null | undefined) => (text === null || text === undefined ? [] : [text]);
		const recorded = db.one<{ name: string }>('select name from model where key = ?', row.model)?.name ?? '';
		const everNoted = db.all<{ text: string }>('select text from note where subject = ?', id).map(note => note.text);
		const everTagged = db.all<{ text: string }>(`select substr(name, 5) || '=' || value as text from value where replaced = 0 and name like 'tag:%' and subject = ? and value is not null`, id).map(row => row.text);
		const everHeld = db.all<{ text: string }>(`select substr(name, 7) as text from value where replaced = 0 and name like 'alias:%' and value = ?`, id).map(row => row.text);
		return {
			evaluated: evaluationsOf(db, row.model, id).map(one => one.metrics),
			id, number, metrics, params, tags, archived, dirty: git?.dirty, at: at.toISOString(), bytes: artifact.bytes, parameters, modelNames: [row.model, model.toLowerCase()],
			texts: { model: [model], alias: held, framework: some(framework), format: [artifact.format], path: [artifact.path], author: [by.name, by.email], branch: some(git?.branch), commit: some(git?.commit), notes, digest: [artifact.digest] },
			search: [[...new Set([row.model, recorded])][0] ?? '', artifact.path, artifact.format, framework ?? '', by.name, git?.branch ?? '', git?.commit ?? '', row.notes, ...everNoted, ...everTagged, ...everHeld],
		};
	});
}

function found(db: Database, where: Expression): readonly string[] {
	return versionRows(db, { where, now, archived: 'both' }).rows.map(row => row.id).sort();
}

describe('the search language: in SQL', () => {
	it('finds what the plain meaning of an expression finds, in any registry', async () => {
		let some = 0;
		await fc.assert(fc.asyncProperty(registries, fc.array(expressions, { minLength: 5, maxLength: 5 }), async (records, all) => {
			const db = apply(await Database.empty(), records);
			try {
				const versions = plain(db);
				for (const expression of all) {
					// Bare words are looked for in a text of several lines: none is looked for across two.
					if (conditionsOf(expression).some(one => one.is === 'text' && /\n|^\s|\s$/.test(one.text))) { continue; }
					await prepare(db, expression);
					const expected = versions.filter(version => satisfies(version, expression, now)).map(version => version.id).sort();
					if (expected.length && expected.length < versions.length) { some++; }
					assert.deepEqual(found(db, expression), expected, printSearch(expression));
					assert.equal([...versionCounts(db, { where: expression, now, archived: 'both' }).values()].reduce((a, b) => a + b, 0), expected.length);
				}
			} finally {
				db.close();
			}
		}), { numRuns: 300 });
		assert.ok(some > 10, `only ${some} expressions found some and not all`);
	});

	it('finds the same whether the index was made before the versions came, after, or in between, and after some were forgotten', async () => {
		const where: Expression = { is: 'order', field: { name: 'metrics', of: 'auc' }, operator: '>=', value: { is: 'number', number: 0 } };
		await fc.assert(fc.asyncProperty(registries, fc.nat(30), async (records, at) => {
			const after = apply(await Database.empty(), records);
			await prepare(after, where);
			const between = apply(await Database.empty(), records.slice(0, at));
			await prepare(between, where);
			apply(between, [...records].reverse());
			await prepare(between, where);
			assert.deepEqual(found(between, where), found(after, where));
			const reopened = await Database.from(between.bytes());
			assert.ok(!('unusable' in reopened));
			assert.deepEqual(found(reopened, where), found(after, where));
			for (const db of [after, between, reopened]) { db.close(); }
		}), { numRuns: 60 });
	});

	it('takes whatever is typed as a value, never as SQL', async () => {
		const record: RegistryRecord = {
			...header(1, 'churn'), kind: 'version.registered', version: idOf(1, 1), number: 1, artifact: { digest: digestOf('x'), kind: 'file', format: 'onnx', bytes: 1, path: 'a.onnx', storage: 'copy' },
			facts: { kind: 'model' }, runs: [], git: null, tags: { [`x`]: `'); drop table version; --` }, evidence: {}, params: { [`'); drop table version; --`]: 1 }, metrics: {},
		};
		const db = apply(await Database.empty(), [record]);
		const hostile = `'); drop table version; --`;
		const all: readonly Expression[] = [
			{ is: 'has', field: { name: 'params', of: hostile } }, { is: 'equals', field: { name: 'tag', of: 'x' }, negated: false, values: [{ is: 'text', text: hostile }] },
			{ is: 'contains', field: { name: 'tag', of: 'x' }, negated: false, text: `'); DROP` }, { is: 'text', text: `x='); drop` },
		];
		for (const expression of all) {
			await prepare(db, expression);
			assert.deepEqual(found(db, expression), [idOf(1, 1)], printSearch(expression));
		}
		for (const name of ['alias', 'model', 'framework', 'format', 'path', 'author', 'branch', 'commit', 'notes', 'digest'] as const) {
			assert.deepEqual(found(db, { is: 'equals', field: { name }, negated: false, values: [{ is: 'text', text: hostile }] }), []);
		}
		assert.equal(found(db, { is: 'all', of: [] }).length, 1);
		db.close();
	});
});
