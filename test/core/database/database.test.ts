import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { Database } from '../../../src/core/database/database';
import { lateIndexes, migrations } from '../../../src/core/database/schema';

const saved = async () => {
	const db = await Database.empty();
	db.run('insert into model (key, name, created) values (?, ?, ?)', 'churn', 'Churn', '01');
	const bytes = db.bytes();
	db.close();
	return bytes;
};

describe('the database file', () => {
	it('comes back as it was saved, and says which schema it has', async () => {
		const db = await Database.from(await saved());
		assert.ok(db instanceof Database);
		assert.deepEqual(db.all('select * from model'), [{ key: 'churn', name: 'Churn', created: '01', versions: 0, archived: 0 }]);
		assert.equal(db.one('pragma user_version')?.user_version, migrations.length);
		db.close();
	});

	it('has the same indexes whether it was filled at once or bit by bit, also when filling it failed', async () => {
		const indexes = (db: Database) => db.all<{ sql: string }>(`select sql from sqlite_master where type = 'index' order by name`).map(row => row.sql);
		const [filled, plain] = [await Database.empty(), await Database.empty()];
		assert.ok(lateIndexes.every(name => indexes(plain).some(sql => sql?.includes(` ${name} `))));
		await assert.rejects(filled.bulk(() => { filled.run('insert into model (key, name, created) values (?, ?, ?)', 'a', 'A', '01'); return Promise.reject(new Error('no')); }), /no/);
		assert.deepEqual([indexes(filled), filled.all('select * from model')], [indexes(plain), []]);
		await filled.bulk(async () => { assert.ok(indexes(filled).length < indexes(plain).length); });
		assert.deepEqual(indexes(filled), indexes(plain));
		filled.close();
		plain.close();
	});

	it('is read where it lies, and by a copy once it has grown out of the memory that it was given', async () => {
		const db = await Database.empty(6 << 20);
		const add = (from: number, to: number) => db.transaction(() => { for (let i = from; i < to; i++) { db.run('insert into problem values (?, ?, ?)', `p${i}`, '2026-11', 'x'.repeat(2_000)); } });
		const countIn = async (bytes: Uint8Array, expected: number) => {
			const again = await Database.from(Uint8Array.from(bytes));
			assert.ok(again instanceof Database);
			assert.equal(again.one('select count(*) as n from problem')?.n, expected);
			again.close();
		};
		add(0, 100);
		const first = db.bytes();
		assert.ok(first.buffer.byteLength > first.length, 'it was copied');
		await countIn(first, 100);
		add(100, 500);
		assert.equal(db.bytes().buffer, first.buffer);
		await countIn(db.bytes(), 500);
		add(500, 5_000);
		assert.notEqual(db.bytes().buffer, first.buffer);
		await countIn(db.bytes(), 5_000);
		db.close();
	});

	it('is refused when any byte of it was changed or cut off', async () => {
		const bytes = await saved();
		await fc.assert(fc.asyncProperty(fc.nat(bytes.length - 1), fc.integer({ min: 1, max: 255 }), fc.boolean(), async (at, change, cut) => {
			const damaged = cut ? bytes.slice(0, at) : Uint8Array.from(bytes);
			if (!cut) { damaged[at] = (damaged[at] ?? 0) ^ change; }
			const opened = await Database.from(damaged);
			assert.ok(!(opened instanceof Database) && opened.unusable.length > 0);
		}), { numRuns: 200 });
	});

	it('is refused when its schema is older or newer', async () => {
		for (const version of [0, migrations.length + 1]) {
			const bytes = await saved();
			Buffer.from(bytes.buffer).writeUInt32BE(version, 60);
			const opened = await Database.from(bytes);
			assert.ok(!(opened instanceof Database));
			assert.match(opened.unusable, /schema/);
		}
	});

	it('rolls a failed transaction back', async () => {
		const db = await Database.empty();
		assert.throws(() => db.transaction(() => {
			db.run('insert into model (key, name, created) values (?, ?, ?)', 'a', 'A', '01');
			throw new Error('halfway');
		}), /halfway/);
		assert.deepEqual(db.all('select * from model'), []);
		db.close();
	});
});
