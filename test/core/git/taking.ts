import assert from 'node:assert/strict';
import { cpSync } from 'node:fs';
import { openGit } from '../../../src/core/git/git';
import type { Snapshot, SnapshotOptions } from '../../../src/core/git/snapshot';
import type { Sandbox } from './sandbox';
import { fingerprint, git, treeOfEverything } from './sandbox';

export const id = '01KAX3000000000000000000AB';
export const ref = `refs/model-registry/${id}`;

/** How the tests take a snapshot and look at it. */
export function taking(box: Sandbox) {
	return {
		/** Takes it, and holds that nothing but objects and the ref came of it. */
		take: async (folder: string, options?: SnapshotOptions & { of?: string }, topLevel = folder): Promise<Snapshot & { commit: string }> => {
			const before = fingerprint(topLevel);
			const opened = await openGit(folder);
			const { commit, leftOut } = await opened.snapshot(id, options);
			assert.deepEqual(fingerprint(topLevel), before);
			assert.ok(commit !== null, leftOut[0]);
			assert.equal(git(topLevel, 'rev-parse', ref).trim(), commit);
			assert.equal(await opened.hasSnapshot(id, options?.of), true);
			return { commit, leftOut };
		},

		/** `git add -A` in a copy of the repository gives the same tree. */
		assertWhole: (folder: string): void => {
			const copy = box.folder();
			cpSync(folder, copy, { recursive: true, verbatimSymlinks: true });
			assert.equal(git(folder, 'rev-parse', `${ref}^{tree}`).trim(), treeOfEverything(copy));
		},
	};
}
