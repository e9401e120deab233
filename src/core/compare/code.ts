import type { CodeBetween } from '../git/between';
import { minus } from '../present/digits';
import { shortCommit } from '../present/hash';
import { formatCount } from '../present/quantities';
import { columnNames } from './columnNames';
import type { ComparedRow, ComparedSection } from './comparison';
import type { CompareFacts } from './facts';
import { naturally, rowOf, sectionOf, type Compared } from './rows';

/** Commits and files since the base. What git can't say is left out; what it wasn't asked yet, too. */
export function codeSection({ versions, base, code }: CompareFacts): ComparedSection {
	const states = versions.map(({ details }) => details.gitState);
	if (!states.some(one => one)) { return sectionOf('code', []); }
	const plain = (key: string, values: readonly (string | undefined)[], titles: readonly (string | null | undefined)[] = []) => rowOf({ key, name: key }, values.map((value, at): Compared => ({
		key: titles[at] ?? value, cell: { text: value ?? 'not tied to git', ...(value === undefined ? { missing: true } : {}), ...(titles[at] ? { title: titles[at] } : {}) },
	})), base);
	const between = versions.map(({ details }, at) => (at === base ? undefined : code?.[details.id] ?? undefined));
	const rows = [
		plain('commit', states.map(state => (state ? state.commit === null ? 'no commit yet' : shortCommit(state.commit) : undefined)), states.map(state => state?.commit)),
		plain('branch', states.map(state => (state ? state.branch ?? 'detached head' : undefined))),
		plain('working tree', states.map(state => (state ? state.dirty ? 'uncommitted changes' : 'clean' : undefined))),
		...(between.some(one => one) ? [sinceRow(between, base, 'commits', commitWords, one => one.ahead + one.behind), sinceRow(between, base, 'files', fileWords, one => one.files.length), ...fileRows(between, base)] : []),
	];
	return sectionOf('code', rows, { note: noteOf(between), unrecorded: columnNames(versions).filter((_, at) => !states[at]) });
}

type Between = readonly (CodeBetween | undefined)[];

function sinceRow(between: Between, base: number, name: string, words: (one: CodeBetween) => string, count: (one: CodeBetween) => number): ComparedRow {
	return rowOf({ key: name, name: name === 'files' ? 'files changed' : 'commits since' }, between.map((one, at): Compared => {
		if (at === base) { return { key: '0', cell: { text: 'baseline' } }; }
		return one ? { key: String(count(one)), cell: { text: words(one) } } : { key: undefined, cell: { text: 'not in this clone', missing: true } };
	}), base);
}

export function commitWords({ ahead, behind }: CodeBetween): string {
	const later = ahead ? counted(ahead, 'commit') : '', missing = behind ? `${ahead ? formatCount(behind) : counted(behind, 'commit')} behind` : '';
	return [later, missing].filter(part => part !== '').join(', ') || 'same commit';
}

export function fileWords({ files }: CodeBetween): string {
	return files.length ? `${counted(files.length, 'file')} ${lines(files.reduce((all, file) => all + (file.added ?? 0), 0), files.reduce((all, file) => all + (file.removed ?? 0), 0))}` : 'same files';
}

function fileRows(between: Between, base: number): readonly ComparedRow[] {
	const maps = between.map(one => one && new Map(one.files.map(file => [file.path, file])));
	const paths = [...new Set(maps.flatMap(map => [...map?.keys() ?? []]))].sort(naturally);
	return paths.map(path => rowOf({ key: `file:${path}`, name: path }, maps.map((map, at): Compared => {
		if (at === base) { return { key: '', cell: { text: 'baseline' } }; }
		if (!map) { return { key: undefined, cell: { text: 'not in this clone', missing: true } }; }
		const file = map.get(path);
		if (!file) { return { key: '', cell: { text: 'unchanged' } }; }
		const text = file.added === null ? 'binary file changed' : lines(file.added, file.removed ?? 0);
		return { key: `${text} `, cell: { text } };
	}), base));
}

const lines = (added: number, removed: number) => `+${formatCount(added)} ${minus}${formatCount(removed)}`;

function noteOf(between: Between): string {
	const known = between.flatMap(one => one ?? []);
	if (!known.length) { return ''; }
	const commits = Math.max(...known.map(({ ahead, behind }) => ahead + behind)), files = new Set(known.flatMap(one => one.files.map(file => file.path))).size;
	return `${known.length > 1 && commits ? 'up to ' : ''}${counted(commits, 'commit')}, ${counted(files, 'file')}`;
}

export function counted(count: number, one: string, many = `${one}s`): string {
	return `${formatCount(count)} ${count === 1 ? one : many}`;
}
