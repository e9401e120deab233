import assert from 'node:assert/strict';
import { applyRecord } from '../../../src/core/database/apply';
import { Database } from '../../../src/core/database/database';
import { hasMany, versionRows } from '../../../src/core/database/queries/versions';
import { buildIndexes } from '../../../src/core/database/search/fieldIndex';
import { model } from '../../../src/core/database/queries/models';
import { fileOf, header, idOf, registered } from '../support/records';
import type { RegistryRecord } from '../../../src/core/records/kinds';

/** What a version of the test may have recorded: numbers that repeat, infinities, NaN, nothing. */
function metricOf(n: number): Readonly<Record<string, number | 'NaN' | 'Infinity' | '-Infinity'>> {
	switch (n % 13) {
		case 0: return {};
		case 1: return { loss: 'NaN', auc: 'NaN' };
		case 2: return { auc: n % 2 ? 'Infinity' : '-Infinity' };
		default: return { auc: (n * 7919) % 501 - 250, loss: n };
	}
}

function apply(db: Database, records: readonly RegistryRecord[]): void {
	db.transaction(() => { for (const record of records) { applyRecord(db, { record, ...fileOf(record) }); } });
}

/** 2,400 versions of 'large' and 300 of 'small', every tenth archived. */
async function filled(): Promise<Database> {
	const db = await Database.empty();
	apply(db, Array.from({ length: 2_700 }, (_, n) => ({ ...registered(n, n % 9 === 4 ? 'small' : 'large', n + 1), metrics: metricOf(n) } as RegistryRecord)));
	apply(db, Array.from({ length: 270 }, (_, n) => ({ ...header(5_000 + n, n * 10 % 9 === 4 ? 'small' : 'large'), kind: 'version.archived', version: idOf(n * 10, 1), replaces: [] } as RegistryRecord)));
	return db;
}

describe('versions in the order of a metric', () => {
	const value = new Map(Array.from({ length: 2_700 }, (_, n) => [idOf(n, 1), metricOf(n).auc]));
	const queries = ['large', 'small', undefined].flatMap(model => [true, false].map(ascending => ({ ...(model === undefined ? {} : { model }), ascending, order: { metric: 'auc' } })));
	let db: Database;
	let read: readonly ReturnType<typeof versionRows>[];
	before(async () => {
		db = await filled();
		read = queries.map(query => versionRows(db, query));
		await buildIndexes(db, [{ kind: 'metrics', name: 'auc' }]);
	});
	after(() => { db.close(); });

	queries.forEach((query, at) => {
		it(`${query.model ?? 'all'}, ${query.ascending ? 'lowest' : 'highest'} first: every page is the same whether an index gives it or each value is read`, () => {
			const all = read[at];
			assert.ok(all);
			assert.equal(hasMany(db, query.model), query.model !== 'small');
			const numbers = all.rows.map(row => value.get(row.id)).filter(one => typeof one === 'number');
			assert.ok(numbers.length > 200);
			assert.deepEqual(numbers, [...numbers].sort((a, b) => (query.ascending ? a - b : b - a)));
			for (const offset of [0, 37, 150, all.total - 700, all.total - 400, all.total - 260, all.total - 5, all.total, all.total + 5].filter(from => from >= 0)) {
				const page = versionRows(db, { ...query, offset, limit: 60 });
				assert.equal(page.total, all.total);
				assert.deepEqual(page.rows.map(row => row.id), all.rows.slice(offset, offset + 60).map(row => row.id), `at ${offset}`);
			}
		});
	});

	it('are counted as they come, are archived and go', () => {
		for (const name of ['large', 'small']) {
			const counted = db.one<{ n: number; archived: number }>('select count(*) as n, sum(archived) as archived from version where model = ?', name);
			assert.deepEqual([model(db, name)?.versions, model(db, name)?.archived], [counted?.n, counted?.archived]);
			assert.ok((counted?.archived ?? 0) > 0);
		}
		db.run(`delete from version where model = 'small' and archived = 1`);
		assert.deepEqual([model(db, 'small')?.versions, model(db, 'small')?.archived], [270, 0]);
	});
});
