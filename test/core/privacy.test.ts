import assert from 'node:assert/strict';
import { cpSync, lstatSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { mkdtemp, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import { RegistryError } from '../../src/core/errors';
import { readFormat } from '../../src/core/formats/index';
import { listRuns } from '../../src/core/runs/find';
import { isSecretName, looksSecret, withoutHome } from '../../src/core/secrets';
import { openSqlite } from './runs/openSqlite';

const token = `hf_${'aB3'.repeat(12)}`;
const home = '/home/ana/work';

/** Every text in what was read, with the name that it stands under. */
function texts(value: unknown, name = ''): readonly (readonly [name: string, text: string])[] {
	if (typeof value === 'string') { return [[name, value]]; }
	if (Array.isArray(value)) { return value.flatMap(one => texts(one, name)); }
	return typeof value === 'object' && value !== null ? Object.entries(value).flatMap(([key, one]) => [['', key] as const, ...texts(one, key)]) : [];
}

function assertPrivate(what: string, read: unknown): void {
	for (const [name, text] of texts(read)) {
		assert.ok(!looksSecret(text, name), `${what}: ${name} has the shape of a secret: ${text.slice(0, 100)}`);
		assert.equal(withoutHome(text), text, `${what}: ${name} names a home folder`);
	}
	const { params = [], metadata = {}, environment = {} } = read as { params?: readonly { name: string }[]; metadata?: object; environment?: object };
	for (const name of [...params.map(one => one.name), ...Object.keys(metadata), ...Object.keys(environment)]) { assert.ok(!isSecretName(name), `${what}: '${name}' is kept`); }
}

/** Without links: what is changed in the copy must not be the fixtures. */
function copyRuns(folder: string): void {
	cpSync('test/fixtures/runs', folder, { recursive: true, filter: from => !lstatSync(from).isSymbolicLink() });
}

function filesIn(folder: string): readonly string[] {
	return readdirSync(folder, { recursive: true, encoding: 'utf8' }).map(one => path.join(folder, one)).filter(one => statSync(one).isFile() && statSync(one).size > 0);
}

async function runsIn(workspace: string): Promise<readonly unknown[]> {
	const found: unknown[] = [];
	for await (const run of listRuns(workspace, { brief: false, sqlite: openSqlite, onProblem: problem => { found.push(problem); } })) { found.push(run); }
	return found;
}

describe('no secret and no home folder', () => {
	let workspace: string;
	before(async () => { workspace = await realpath(await mkdtemp(path.join(tmpdir(), 'privacy-'))); });
	after(() => rm(workspace, { recursive: true, force: true }));

	it('is in what any fixture of a model says', async function () {
		this.timeout(120_000);
		const root = path.resolve('test/fixtures/formats');
		let read = 0;
		for (const place of readdirSync(root, { recursive: true, encoding: 'utf8' }).map(one => path.join(root, one)).filter(one => statSync(one).isDirectory() || statSync(one).size > 0)) {
			try {
				assertPrivate(path.relative(root, place), (await readFormat(place, root)).facts);
				read++;
			} catch (error) {
				if (!RegistryError.is(error)) { throw error; }
				assert.equal(withoutHome(error.message, root), error.message);
			}
		}
		assert.ok(read > 200, `only ${read} were read`);
	});

	it('is in what any fixture of a run says', async function () {
		this.timeout(120_000);
		const folder = path.join(workspace, 'runs');
		copyRuns(folder);
		for (const file of filesIn(folder).filter(one => one.endsWith('.gz'))) { writeFileSync(file.slice(0, -3), gunzipSync(readFileSync(file))); }
		const found = await runsIn(folder);
		assert.ok(found.length > 25, `only ${found.length} were found`);
		for (const run of found) { assertPrivate((run as { id?: string }).id ?? 'a problem', run); }
	});

	it('is kept of those that are put into every text of the runs', async function () {
		this.timeout(120_000);
		for (const [what, planted] of Object.entries({ secret: token, home: `${home}/x` })) {
			const folder = path.join(workspace, what);
			copyRuns(folder);
			let changed = 0;
			for (const file of filesIn(folder).filter(one => /\.(?:json|ya?ml|toml|txt)$/.test(one))) {
				// The ends of lines `key: value` and `"key": "value"`, whatever stands there.
				const text = readFileSync(file, 'utf8');
				const other = text.replace(/^(\s*"?[\w.-]+"?: )"?([A-Za-z][\w.-]{3,40})"?(,?)$/gm, (_line, key: string, _value, comma: string) => { changed++; return `${key}"${planted}"${comma}`; });
				writeFileSync(file, other);
			}
			assert.ok(changed > 300, `only ${changed} texts were changed`);
			for (const run of await runsIn(folder)) { assertPrivate(`${what} in ${(run as { id?: string }).id ?? 'a problem'}`, run); }
		}
	});
});
