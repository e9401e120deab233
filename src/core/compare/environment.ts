import { columnNames } from './columnNames';
import type { ComparedSection } from './comparison';
import type { ComparedVersion } from './facts';
import { namesOf, notRecorded, rowOf, sectionOf, type Compared } from './rows';

/** Packages by name. A version whose environment nobody wrote down differs in none. */
export function environmentSection(versions: readonly ComparedVersion[], base: number): ComparedSection {
	const all = versions.map(({ details }) => details.facts.environment);
	const known = all.map(one => Object.keys(one).length > 0);
	const names = namesOf(all);
	return sectionOf('environment', names.map(name => {
		const before = versionIn(all[base] ?? {}, name);
		return rowOf({ key: name, name }, all.map((environment, at): Compared => {
			if (!known[at]) { return notRecorded; }
			const version = versionIn(environment, name);
			const change = at === base || !known[base] ? undefined : changeOf(version, before);
			return { key: version ?? 'absent', cell: { text: version ?? 'not installed', ...(version === undefined ? { missing: true } : {}), ...(change === undefined ? {} : { change }) } };
		}), base);
	}), { unrecorded: names.length ? columnNames(versions).filter((_, at) => !known[at]) : [] });
}

function versionIn(environment: Readonly<Record<string, string>>, name: string): string | undefined {
	return Object.hasOwn(environment, name) ? environment[name] : undefined;
}

/** 'minor upgrade', 'patch downgrade', 'added', 'removed'; 'changed' where the versions don't say which is later. */
export function changeOf(now: string | undefined, then: string | undefined): string | undefined {
	if (now === undefined || then === undefined) { return now !== undefined ? 'added' : then !== undefined ? 'removed' : undefined; }
	if (now === then) { return undefined; }
	const [a, b] = [numbersOf(now), numbersOf(then)];
	const at = [0, 1, 2].find(part => (a[part] ?? 0) !== (b[part] ?? 0));
	if (!a.length || !b.length || at === undefined) { return 'changed'; }
	return `${['major', 'minor', 'patch'][at] ?? ''} ${(a[at] ?? 0) > (b[at] ?? 0) ? 'upgrade' : 'downgrade'}`;
}

/** The release's numbers: [2, 7, 1] of '2.7.1+cu128'. */
function numbersOf(version: string): readonly number[] {
	return /^v?\d+(?:\.\d+)*/.exec(version.trim())?.[0].replace('v', '').split('.').map(Number) ?? [];
}
