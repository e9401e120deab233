import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { canonicalJson } from '../../../src/core/records/canonical';
import { idPattern, lastSaneTime, nextId } from '../../../src/core/records/ids';
import { aliasFault, modelKey, modelNameFault } from '../../../src/core/records/names';
import { workspacePathFault } from '../../../src/core/records/paths';
import { parseRecord, readRecordFile } from '../../../src/core/records/read';
import { fileOf, header, idOf, recordSets, registered } from '../support/records';
import { withWorkspace } from '../support/workspace';
import { sha256 } from '../../../src/core/records/canonical';

describe('canonical JSON', () => {
	it('is the same for the same value in any order of keys, and says the same', () => {
		fc.assert(fc.property(fc.dictionary(fc.string(), fc.jsonValue()), value => {
			const text = canonicalJson(value as never);
			assert.equal(text, canonicalJson(Object.fromEntries(Object.entries(value).reverse()) as never));
			assert.deepEqual(JSON.parse(text), JSON.parse(JSON.stringify(value)));
			assert.ok(text.endsWith('\n') && !text.endsWith('\n\n'));
		}));
	});
});

describe('ids', () => {
	it('are later than the one before, whatever the clock says', () => {
		fc.assert(fc.property(fc.integer({ min: 0, max: lastSaneTime - 1000 }), fc.array(fc.integer({ min: -1e12, max: 1e12 }), { maxLength: 20 }), (start, steps) => {
			let last: string | undefined;
			for (const step of [0, ...steps]) {
				const id = nextId(Math.max(0, Math.min(lastSaneTime - 1000, start + step)), last);
				assert.match(id, idPattern);
				if (last !== undefined) { assert.ok(id > last); }
				last = id;
			}
		}));
	});

	it('of two writers that saw the same last id differ', () => {
		const last = nextId(Date.now() + 1e9, undefined);
		assert.notEqual(nextId(Date.now(), last), nextId(Date.now(), last));
	});
});

describe('names', () => {
	for (const good of ['churn', 'team/churn', 'résumé-2', 'a', 'bert_base.v2', 'модель', 'x/y/z']) {
		it(`takes ${good}`, () => assert.equal(modelNameFault(good), undefined));
	}
	for (const bad of ['', ' ', '-a', 'a/', '/a', 'a//b', '../a', 'a/..', 'a@b', 'a:b', 'a\nb', 'a\u202eb', 'a b', 'a.', `x${'y'.repeat(300)}`, '<b>', '$(x)', 'a\\b', '.hidden']) {
		it(`refuses ${JSON.stringify(bad).slice(0, 30)}`, () => assert.ok(modelNameFault(bad)));
	}
	for (const bad of ['latest', 'LATEST', 'v7', '7', 'V12', 'a b', 'a/b', 'a@b', '']) {
		it(`refuses the alias ${JSON.stringify(bad)}`, () => assert.ok(aliasFault(bad)));
	}
	it('takes the aliases that people use', () => {
		for (const good of ['production', 'staging', 'champion', 'v2-candidate', 'prod_eu']) { assert.equal(aliasFault(good), undefined); }
	});
	it('are one without regard to case', () => assert.equal(modelKey('Churn'), modelKey('cHURN')));
});

describe('paths in records', () => {
	it('never lead out of the workspace', () => {
		for (const bad of ['', '/etc/passwd', '../x', 'a/../../x', 'C:/x', 'c:x', 'a\\..\\x', 'a//b', './a', 'a/./b', 'a\u0000b', 'a\nb']) { assert.ok(workspacePathFault(bad), bad); }
		for (const good of ['a', 'models/churn.txt', 'a b/ü.bin', '...', 'a..b/c', '.']) { assert.equal(workspacePathFault(good), undefined, good); }
	});
});

describe('a record file', () => {
	const record = registered(1, 'churn', 1);
	const { file, text } = fileOf(record);
	const reason = (name: string, content: string) => {
		const read = parseRecord(name, Buffer.from(content));
		return read.is === 'problem' ? read.reason : read.is;
	};
	const named = (content: string, id = idOf(1)) => reason(`${id}-${sha256(content).slice(0, 12)}.json`, content);

	it('comes back as it was written', () => {
		fc.assert(fc.property(recordSets, records => {
			for (const one of records) {
				const written = fileOf(one);
				const read = parseRecord(written.file, Buffer.from(written.text));
				assert.ok(read.is === 'record', JSON.stringify(read));
				assert.deepEqual(canonicalJson(read.record as never), written.text);
			}
		}), { numRuns: 50 });
	});

	it('is refused when a single byte of it was changed', () => {
		fc.assert(fc.property(fc.nat(text.length - 1), fc.integer({ min: 1, max: 127 }), (at, change) => {
			const bytes = Buffer.from(text);
			bytes[at] = (bytes[at] ?? 0) ^ change;
			const read = parseRecord(file, bytes);
			assert.ok(read.is === 'problem' && /edited or damaged/.test(read.reason));
		}));
	});

	it('says in a sentence what is wrong with it', () => {
		assert.match(reason('notes.txt', text), /not named like a record/);
		assert.match(named('{"a":'), /not JSON/);
		assert.match(named('[]'), /not a JSON object/);
		assert.match(named('{}'), /its id is not the one/);
		assert.match(named(text, idOf(2)), /its id is not the one/);
		assert.match(named(canonicalJson({ ...header(1, 'churn'), kind: 'alias.set' })), /alias.*alias\.set record/);
		assert.match(named(canonicalJson({ ...record, artifact: { ...(record as { artifact: object }).artifact, path: '../../etc/passwd' } } as never)), /not a path inside the workspace/);
		assert.match(named(canonicalJson({ ...record, model: '<img src=x onerror=alert(1)>' } as never)), /not a model name/);
		assert.match(named(text.replace('"params": {', '"params": {\n "__proto__": 1,')), /__proto__/);
		const late = `7${'Z'.repeat(25)}`;
		assert.match(named(canonicalJson({ ...record, id: late } as never), late), /after the year 2200/);
	});

	it('of an unknown kind or a newer schema is kept and named', () => {
		assert.equal(named(canonicalJson({ ...header(1, 'churn'), kind: 'model.sold' })), 'newer');
		assert.equal(named(canonicalJson({ ...record, schema: 2 } as never)), 'newer');
	});

	it('is never read through a link, from a folder, or when it is too long', () => withWorkspace(async workspace => {
		const path = (name: string) => join(workspace.folder, name);
		writeFileSync(path('target'), text);
		symlinkSync('target', path(file));
		mkdirSync(path('folder'));
		writeFileSync(path('huge'), Buffer.alloc(70_000, 32));
		assert.match(JSON.stringify(readRecordFile(path(file), file)), /not a regular file/);
		assert.match(JSON.stringify(readRecordFile(path('folder'), file)), /not a regular file/);
		assert.match(JSON.stringify(readRecordFile(path('huge'), file)), /70000 bytes/);
		assert.equal(readRecordFile(path('missing'), file).is, 'gone');
	}));

	it('that claims to be 100 MB is passed over without being read', () => withWorkspace(async workspace => {
		const path = join(workspace.folder, file);
		writeFileSync(path, '');
		(await import('node:fs')).truncateSync(path, 100 << 20);
		const before = process.memoryUsage().rss;
		assert.match(JSON.stringify(readRecordFile(path, file)), /104857600 bytes/);
		assert.ok(process.memoryUsage().rss - before < 50 << 20);
	}));
});
