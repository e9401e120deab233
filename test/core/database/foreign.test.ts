import assert from 'node:assert/strict';
import { copyFileSync, readFileSync, readdirSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openForeign } from '../../../src/core/database/foreign';
import { withWorkspace } from '../support/workspace';

const fixture = 'test/fixtures/sqlite/wal.db';

describe("another tool's database", () => {
	it('is read with what its write-ahead log has committed, whole ids, and nothing touched', async () => {
		const before = readdirSync('test/fixtures/sqlite').map(name => [name, readFileSync(`test/fixtures/sqlite/${name}`).toString('hex')]);
		const db = await openForeign(fixture);
		assert.deepEqual([...db.tables], ['runs']);
		assert.deepEqual(db.rows('select count(*) as n from runs'), [{ n: 201 }]);
		assert.deepEqual(db.rows('select id, name, value from runs where name = ?', ['big']), [{ id: '9007199254740993', name: 'big', value: 0.5 }]);
		assert.equal(db.rows('select * from runs', [], 7).length, 7);
		assert.throws(() => db.rows('select * from elsewhere'), /no such table/);
		assert.throws(() => db.rows('delete from runs'), /damaged/);
		db.close();
		assert.deepEqual(readdirSync('test/fixtures/sqlite').map(name => [name, readFileSync(`test/fixtures/sqlite/${name}`).toString('hex')]), before);
	});

	it('counts no frame of a log that is cut, and says what is no database', () => withWorkspace(async workspace => {
		const path = join(workspace.folder, 'x.db');
		copyFileSync(fixture, path);
		copyFileSync(`${fixture}-wal`, `${path}-wal`);
		truncateSync(`${path}-wal`, 32 + 24 + 2000);
		const db = await openForeign(path);
		assert.deepEqual(db.rows('select count(*) as n from runs'), [{ n: 0 }]);
		db.close();
		writeFileSync(path, 'not a database at all');
		await assert.rejects(openForeign(path), /not a SQLite database/);
		await assert.rejects(openForeign(join(workspace.folder, 'gone.db')), /doesn't exist/);
	}));
});
