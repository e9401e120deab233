import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { applyRecord } from '../../../src/core/database/apply';
import { Database } from '../../../src/core/database/database';
import { lineageRows } from '../../../src/core/database/queries/lineage';
import { findModel, model, modelKeys } from '../../../src/core/database/queries/models';
import { everGiven, register, registersInConflict } from '../../../src/core/database/queries/registers';
import { buildGraph } from '../../../src/core/lineage/build';
import type { RegistryRecord } from '../../../src/core/records/kinds';
import { assignNumbers, type Claim } from '../../../src/core/records/numbers';
import { settle } from '../../../src/core/records/registers';
import { fileOf, header, idOf, recordSets, registered, shuffled } from '../support/records';

/** Every table that records decide, as text. */
function stateOf(db: Database): string {
	const tables = ['model', 'version', 'claim', 'value', 'note', 'evaluation', 'input', 'run'].map(table => db.all(`select * from ${table}`).map(row => JSON.stringify(row)).sort());
	const { nodes, edges, leftOut } = buildGraph(lineageRows(db));
	return JSON.stringify([tables, modelKeys(db).map(key => model(db, key)), registersInConflict(db), [...nodes.values()], edges, leftOut], null, 1);
}

function apply(db: Database, records: readonly RegistryRecord[]): Database {
	for (const record of records) { applyRecord(db, { record, ...fileOf(record) }); }
	return db;
}

describe('the fold of records', () => {
	it('gives the same state for every order and repetition of the same records', async () => {
		await fc.assert(fc.asyncProperty(shuffled, async ({ records, order }) => {
			const one = apply(await Database.empty(), records);
			const other = apply(await Database.empty(), order);
			assert.equal(stateOf(other), stateOf(one));
			one.close();
			other.close();
		}), { numRuns: 300 });
	});

	it('agrees with the plain definitions of numbers and registers', async () => {
		await fc.assert(fc.asyncProperty(shuffled, async ({ records, order }) => {
			const db = apply(await Database.empty(), order);
			for (const key of modelKeys(db)) {
				const claims: Claim[] = records.flatMap(r => (r.model.toLowerCase() === key && (r.kind === 'version.registered' || r.kind === 'version.numbered') ? [{ record: r.id, version: r.version, number: r.number }] : []));
				const numbers = assignNumbers(claims);
				for (const row of db.all<{ id: string; number: number | null }>('select id, number from version where model = ?', key)) {
					assert.equal(row.number, numbers.get(row.id) ?? null);
				}
				const given = records.flatMap(r => (r.kind === 'alias.set' && r.model.toLowerCase() === key ? [{ record: r.id, value: r.version, replaces: r.replaces }] : []));
				assert.deepEqual(register(db, key, '', 'alias:production'), stripped(settle(given), register(db, key, '', 'alias:production')));
				assert.equal(everGiven(db, key, '', 'alias:production').length, given.length);
			}
			db.close();
		}), { numRuns: 200 });
	});

	it('never changes a settled number by a later record', async () => {
		await fc.assert(fc.asyncProperty(recordSets, fc.integer({ min: 1, max: 6 }), async (records, number) => {
			const db = apply(await Database.empty(), records);
			const before = db.all('select id, number from version where number is not null order by id');
			apply(db, [registered(1000, 'churn', number), registered(1001, 'defects', number)]);
			const after = new Map(db.all<{ id: string; number: number | null }>('select id, number from version').map(row => [row.id, row.number]));
			for (const row of before) { assert.equal(after.get(row.id as string), row.number); }
			const settled = db.all<{ model: string; number: number }>('select model, number from version where number is not null').map(row => `${row.model} ${row.number}`);
			assert.equal(new Set(settled).size, settled.length, 'a number is shared');
			db.close();
		}), { numRuns: 200 });
	});

	it('shows both sides of an alias that two people moved, and one more record decides', async () => {
		const [a, b, c] = [registered(1, 'churn', 1), registered(2, 'churn', 2), registered(3, 'churn', 3)];
		const first: RegistryRecord = { ...header(4, 'churn'), kind: 'alias.set', alias: 'production', version: idOf(1, 1), replaces: [] };
		const left: RegistryRecord = { ...header(5, 'churn'), kind: 'alias.set', alias: 'production', version: idOf(2, 1), replaces: [first.id] };
		const right: RegistryRecord = { ...header(6, 'churn'), kind: 'alias.set', alias: 'production', version: idOf(3, 1), replaces: [first.id] };
		const db = apply(await Database.empty(), [right, left, first, c, b, a].filter(one => one !== undefined));
		const contested = register(db, 'churn', '', 'alias:production');
		assert.equal(contested.value, idOf(3, 1), 'the later one is in effect');
		assert.deepEqual(contested.conflict.map(side => side.value), [idOf(3, 1), idOf(2, 1)]);
		assert.deepEqual(contested.heads, [right.id, left.id]);
		apply(db, [{ ...header(7, 'churn'), kind: 'alias.set', alias: 'production', version: idOf(2, 1), replaces: [...contested.heads] }]);
		assert.deepEqual(register(db, 'churn', '', 'alias:production').conflict, []);
		assert.equal(register(db, 'churn', '', 'alias:production').value, idOf(2, 1));
		db.close();
	});

	it('is no conflict when two people moved it to the same version', async () => {
		const same = (n: number): RegistryRecord => ({ ...header(n, 'churn'), kind: 'alias.set', alias: 'production', version: idOf(1, 1), replaces: [] });
		const db = apply(await Database.empty(), [registered(1, 'churn', 1), same(2), same(3)]);
		assert.deepEqual(register(db, 'churn', '', 'alias:production').conflict, []);
		assert.deepEqual(registersInConflict(db), []);
		db.close();
	});

	it('keeps a version whose number was taken findable, under a number of its own once numbered', async () => {
		const db = apply(await Database.empty(), [registered(2, 'churn', 4), registered(1, 'churn', 4)]);
		assert.deepEqual(db.all('select id, number, claimed from version order by id'), [
			{ id: idOf(1, 1), number: 4, claimed: 4 },
			{ id: idOf(2, 1), number: null, claimed: 4 },
		]);
		apply(db, [{ ...header(3, 'churn'), kind: 'version.numbered', version: idOf(2, 1), number: 5 }]);
		assert.equal(db.one('select number from version where id = ?', idOf(2, 1))?.number, 5);
		db.close();
	});

	it('knows a model by its first name, whatever the case', async () => {
		const db = apply(await Database.empty(), [registered(2, 'Churn', 2), registered(1, 'churn', 1)]);
		assert.deepEqual(modelKeys(db), ['churn']);
		assert.equal(model(db, 'churn')?.name, 'churn');
		assert.equal(findModel(db, 'CHURN'), 'churn');
		db.close();
	});
});

/** What the database adds to a settled register (who, when) is not part of the definition. */
function stripped(expected: ReturnType<typeof settle>, actual: ReturnType<typeof settle>): ReturnType<typeof settle> {
	assert.deepEqual(actual.conflict.map(({ record, value }) => ({ record, value })), expected.conflict.map(({ record, value }) => ({ record, value })));
	return { ...expected, conflict: actual.conflict };
}
