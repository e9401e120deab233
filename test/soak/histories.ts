import assert from 'node:assert/strict';
import { below, pick, random, type Next } from '../core/support/mutations';
import { change } from './changes';
import { withTeam, type Member } from './team';

export interface Outcome { readonly records: number; readonly integrations: number; readonly conflicts: number }

type Integration = (member: Member, other: Member) => void;

/** The ways in which work of one branch comes into another. None may ever meet a conflict. */
const integrations: readonly Integration[] = [
	member => { member.git('merge', '-q', '--no-edit', 'FETCH_HEAD'); },
	member => { member.git('rebase', '-q', 'FETCH_HEAD'); },
	member => { member.git('merge', '-q', '--squash', 'FETCH_HEAD'); member.git('commit', '-q', '--allow-empty', '-m', 'squashed'); },
	// The latest commit alone, unless it is a merge.
	member => { if (member.git('rev-list', '--parents', '-n', '1', 'FETCH_HEAD').trim().split(' ').length === 2) { member.git('cherry-pick', '--allow-empty', '--keep-redundant-commits', 'FETCH_HEAD'); } },
];

function integrate(member: Member, other: Member, how: Integration): void {
	member.commit();
	member.git('fetch', '-q', other.folder, 'HEAD');
	how(member, other);
}

/**
 * Members of a team make random changes on their branches, with clocks up to two days apart that jump now and then, and take in each
 * other's work in random order and ways. In the end all have merged all: then all see the same state, byte for byte; no
 * acknowledged record is lost; numbers are unique; and none that was settled has changed.
 */
export async function randomHistory(seed: string, { members = 3, steps = 18 } = {}): Promise<Outcome> {
	const next = random(seed);
	const start = Date.UTC(2026, 4, 1);
	let elapsed = 0;
	const skews = Array.from({ length: members }, () => (next() - 0.5) * 4 * 86_400_000);
	const clock = (member: number) => () => new Date(start + elapsed + (skews[member] ?? 0));
	return withTeam(members, clock, async team => {
		const acknowledged = new Set<string>();
		let integrated = 0;
		for (let step = 0; step < steps; step++) {
			elapsed += below(next, 20) * 86_400_000 + below(next, 1000);
			if (next() < 0.1) { skews[below(next, members)] = (next() - 0.5) * 4 * 86_400_000; }
			const member = pick(next, team);
			if (next() < 0.35) {
				integrate(member, pick(next, team.filter(one => one !== member)), pick(next, integrations));
				integrated++;
				await member.registry.refresh();
			} else {
				for (let i = below(next, 3); i >= 0; i--) { await change(member, next); }
				for (const name of member.records()) { acknowledged.add(name); }
			}
		}
		await mergeAll(team);
		await assertSame(team, seed);
		const settled = await numbers(team[0]);
		const conflicts = await team[0]?.registry.conflicts() ?? [];
		// Everyone writes once more, at the same time: each settles the numbers that two branches had claimed.
		for (const member of team) {
			await settleNumbers(member, next);
			for (const name of member.records()) { acknowledged.add(name); }
		}
		await mergeAll(team);
		await assertSame(team, seed);
		const after = await numbers(team[0]);
		for (const [version, number] of settled) {
			if (number !== undefined) { assert.equal(after.get(version), number, `${seed}: a settled number changed`); }
		}
		await assertUnique(team[0], seed);
		for (const member of team) {
			const there = new Set(member.records());
			assert.deepEqual([...acknowledged].filter(name => !there.has(name)), [], `${seed}: records were lost`);
		}
		return { records: acknowledged.size, integrations: integrated, conflicts: conflicts.length };
	});
}

async function mergeAll(team: readonly Member[]): Promise<void> {
	const [first, ...others] = team;
	if (!first) { return; }
	for (const member of team) { member.commit(); }
	for (const other of others) { integrate(first, other, member => { member.git('merge', '-q', '--no-edit', 'FETCH_HEAD'); }); }
	for (const other of others) { integrate(other, first, member => { member.git('merge', '-q', '--no-edit', 'FETCH_HEAD'); }); }
	for (const member of team) { await member.registry.refresh(); }
}

async function settleNumbers({ registry }: Member, next: Next): Promise<void> {
	for (const model of await registry.models()) { await registry.setTags({ model: model.name }, { reviewed: String(next()) }); }
}

async function assertSame(team: readonly Member[], seed: string): Promise<void> {
	const [first, ...others] = team;
	const state = await first?.state();
	for (const other of others) { assertEqual(await other.state(), state ?? '', `${seed}: ${other.name} sees another state`); }
	assertEqual(await first?.stateRebuilt() ?? '', state ?? '', `${seed}: a database made anew differs`);
}

/** Of two long texts that differ, only where they begin to differ is of use. */
function assertEqual(found: string, expected: string, what: string): void {
	if (found === expected) { return; }
	const [a, b] = [found.split('\n'), expected.split('\n')];
	const at = a.findIndex((line, i) => line !== b[i]);
	const around = (lines: readonly string[]) => lines.slice(Math.max(0, at - 8), at + 4).join('\n');
	assert.fail(`${what}, at line ${at}:\n${around(a)}\n  instead of\n${around(b)}`);
}

async function allVersions(member: Member | undefined) {
	return (await member?.registry.versions({ archived: 'both' }))?.versions ?? [];
}

async function numbers(member: Member | undefined): Promise<ReadonlyMap<string, number | undefined>> {
	return new Map((await allVersions(member)).map(version => [version.id, version.number ?? undefined]));
}

async function assertUnique(member: Member | undefined, seed: string): Promise<void> {
	const taken = (await allVersions(member)).map(version => `${version.model} ${version.number ?? version.id}`);
	assert.equal(new Set(taken).size, taken.length, `${seed}: a number was given twice`);
}
