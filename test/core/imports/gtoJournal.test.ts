import assert from 'node:assert/strict';
import type { GitTag } from '../../../src/core/git/tags';
import { journal } from '../../../src/core/imports/gto/journal';
import { parseGtoTag } from '../../../src/core/imports/gto/tagNames';
import { answer } from './unpacked';

interface Answer {
	readonly names: readonly (readonly [string, { readonly name?: string; readonly version?: string; readonly stage?: string; readonly action?: string }])[];
	readonly journals: readonly {
		readonly tags: readonly (readonly [name: string, commit: string, seconds: number])[]; readonly active: boolean;
		readonly stages: Readonly<Record<string, string>>; readonly versions: Readonly<Record<string, boolean>>;
	}[];
}

const expected = answer<Answer>('gto/journals');
const tagOf = ([name, commit, seconds]: readonly [string, string, number], annotated = true): GitTag => ({ name, commit, annotated, by: { name: 'Ana', email: '' }, at: new Date(seconds * 1000), message: '' });

describe('tags of GTO', () => {
	for (const [name, { action, ...parsed }] of expected.names) {
		it(`'${name}' means what it means to GTO`, () => {
			const found = parseGtoTag(name);
			assert.deepEqual(found && { name: found.artifact, ...('version' in found ? { version: found.version } : {}), ...('stage' in found ? { stage: found.stage } : {}), does: found.does },
				action === undefined ? undefined : { name: parsed.name, ...(parsed.version === undefined ? {} : { version: parsed.version }), ...(parsed.stage === undefined ? {} : { stage: parsed.stage }), does: action });
		});
	}

	it('in any order tell of versions and stages what GTO reads in them', () => {
		assert.ok(expected.journals.length >= 50);
		for (const { tags, active, stages, versions } of expected.journals) {
			const [found] = journal(tags.map(tag => tagOf(tag)));
			assert.ok(found);
			const told = JSON.stringify(tags.map(([name]) => name));
			assert.equal(found.deprecated, !active, told);
			// GTO calls a commit without a version by its hash; so does this.
			assert.deepEqual(Object.fromEntries(found.stages), stages, told);
			const registered = found.versions.filter(one => one.version.startsWith('v'));
			assert.deepEqual(Object.fromEntries(registered.map(one => [one.version, !one.deregistered])), versions, told);
		}
	});

	it('that are only names count for nothing', () => {
		assert.deepEqual(journal(expected.journals.flatMap(one => one.tags.map(tag => tagOf(tag, false)))), []);
	});

	it('of any length are read in no time', () => {
		const started = performance.now();
		for (const name of [`${'a-'.repeat(250)}!`, `${'a/'.repeat(249)}@v1`, `a@v1.0.0-${'0'.repeat(480)}_`, 'a'.repeat(100_000)]) { assert.equal(parseGtoTag(name), undefined); }
		assert.ok(performance.now() - started < 500);
	});
});
