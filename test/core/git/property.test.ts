import assert from 'node:assert/strict';
import { chmodSync, cpSync, existsSync, lstatSync, mkdirSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import fc from 'fast-check';
import { openGit } from '../../../src/core/git/git';
import { fingerprint, git, sandbox, treeOfEverything } from './sandbox';

const id = '01KAX3000000000000000000AB';

/** A few names that get in each other's way: files that are folders of others, and one that differs in case only. */
const path = fc.constantFrom('a', 'a/b', 'a/b/c', 'd.py', 'D.py', 'e f/g.py', '-h', 'ü/ü.py', 'i\nj', '.gitignore', 'k.log');
const edit = fc.oneof(
	fc.record({ kind: fc.constant('write' as const), path, content: fc.constantFrom('', '1\n', '22\r\n', 'k.log\n', 'x'.repeat(5000)), staged: fc.boolean() }),
	fc.record({ kind: fc.constantFrom('delete' as const, 'executable' as const, 'stage' as const, 'unstage' as const, 'intend' as const, 'commit' as const, 'commit all' as const), path }),
	fc.record({ kind: fc.constantFrom('rename' as const, 'link' as const), path, to: path }),
);
type Edit = typeof edit extends fc.Arbitrary<infer T> ? T : never;

/** Best effort: an edit that is impossible as things stand is no edit. */
function apply(folder: string, step: Edit): void {
	const at = join(folder, step.path);
	const room = (file: string) => {
		for (let parent = dirname(file); parent.length > folder.length; parent = dirname(parent)) {
			if (existsSync(parent) && !lstatSync(parent).isDirectory()) { rmSync(parent); }
		}
		rmSync(file, { recursive: true, force: true });
		mkdirSync(dirname(file), { recursive: true });
	};
	try {
		switch (step.kind) {
			case 'write': room(at); writeFileSync(at, step.content); if (step.staged) { git(folder, 'add', '-f', '--', step.path); } break;
			case 'delete': rmSync(at, { recursive: true, force: true }); break;
			case 'executable': chmodSync(at, lstatSync(at).mode ^ 0o111); break;
			case 'stage': git(folder, 'add', '-A', '--', step.path); break;
			case 'unstage': git(folder, 'rm', '-r', '-q', '--cached', '--', step.path); break;
			case 'intend': git(folder, 'add', '-N', '--', step.path); break;
			case 'commit all': git(folder, 'add', '-A'); git(folder, 'commit', '-q', '-m', 'x'); break;
			case 'commit': git(folder, 'commit', '-q', '-m', 'x'); break;
			case 'rename': if (existsSync(at)) { room(join(folder, step.to)); renameSync(at, join(folder, step.to)); } break;
			case 'link': room(at); symlinkSync(step.to, at); break;
		}
	} catch {
		// Nothing there to delete, stage or rename.
	}
}

describe('git: snapshot, whatever was done before', () => {
	const box = sandbox();

	it('holds the tree that `git add -A` makes in a copy of the repository', async function () {
		this.timeout(120_000);
		const seen = { commits: 0, staged: 0, dirty: 0 };
		await fc.assert(fc.asyncProperty(fc.array(path, { maxLength: 5 }), fc.array(edit, { minLength: 1, maxLength: 10 }), async (committed, steps) => {
			const folder = box.folder();
			git(folder, 'init', '-q');
			for (const path of committed) { apply(folder, { kind: 'write', path, content: 'first\n', staged: true }); }
			if (committed.length) { apply(folder, { kind: 'commit', path: 'a' }); }
			for (const step of steps) { apply(folder, step); }
			const before = fingerprint(folder);
			const { commit, leftOut } = await (await openGit(folder)).snapshot(id);
			assert.ok(commit);
			assert.deepEqual(leftOut, []);
			assert.deepEqual(fingerprint(folder), before);
			const copy = box.folder();
			cpSync(folder, copy, { recursive: true, verbatimSymlinks: true });
			assert.equal(git(folder, 'rev-parse', `${commit}^{tree}`).trim(), treeOfEverything(copy));
			const status = git(folder, 'status', '--porcelain');
			seen.commits += git(folder, 'for-each-ref', 'refs/heads') === '' ? 0 : 1;
			seen.staged += /^[MADT]/m.test(status) ? 1 : 0;
			seen.dirty += status === '' ? 0 : 1;
			rmSync(folder, { recursive: true });
			rmSync(copy, { recursive: true });
		}), { numRuns: 15 });
		// A property that only ever saw one kind of repository would say little.
		assert.ok(Math.min(...Object.values(seen)) > 1, JSON.stringify(seen));
	});
});
