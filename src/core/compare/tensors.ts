import type { Tensor } from '../model';
import { formatCount } from '../present/quantities';
import type { TensorValue } from '../tensors/values';
import { percent, valuesSentence } from '../tensors/valuesSentence';
import { columnNames } from './columnNames';
import type { ComparedRow, ComparedSection } from './comparison';
import type { ComparedVersion, CompareFacts } from './facts';
import { naturally, notRecorded, rowOf, sectionOf, type Compared } from './rows';

/** Different tensors that are listed; beyond, they are counted in the note. */
const mostRows = 5_000;

export interface TensorChange {
	readonly added: number;
	readonly removed: number;
	readonly reshaped: number;
	readonly retyped: number;
	/** Of the numbers that either side holds, those in tensors that aren't in both in the same shape and type. From 0 to 1. */
	readonly share: number;
}

/** Tensors by name, shape and type. Equal ones are only counted: nobody reads a list of thousands that are the same. */
export function tensorsSection(versions: readonly ComparedVersion[], base: number, values: CompareFacts['values'] = {}): ComparedSection {
	const lists = versions.map(one => one.tensors);
	const known = lists.filter(list => list.length);
	if (!known.length) { return sectionOf('tensors', []); }
	const maps = mapsOf(lists);
	const names = new Set<string>();
	for (const list of new Set(lists)) { for (const { name } of list) { names.add(name); } }
	const differing = new Set(lists).size === 1 ? [] : [...names].filter(name => differs(name, maps)).sort(naturally);
	const baseMap = maps[base];
	const rows = differing.slice(0, mostRows).map(name => row(name, maps, baseMap, base));
	const became = versions.map(({ details }, at): Became => { const one = at === base ? undefined : values[details.id]; return one?.is === 'compared' ? new Map(one.values.map(value => [value.tensor.name, value])) : undefined; });
	const listed = new Set(differing);
	const changed = [...names].filter(name => !listed.has(name) && became.some(map => map?.get(name)?.state === 'changed')).sort(naturally);
	const counts = lists.map(list => (list.length ? list.length : undefined));
	const numbers = lists.map(list => (list.length ? numbersOf(list) : undefined));
	return sectionOf('tensors', [countRow('tensors', counts, base), countRow('parameters', numbers, base), ...rows, ...changed.slice(0, mostRows).map(name => changedRow(name, maps, became, base))], {
		alsoEqual: names.size - differing.length - changed.length,
		unrecorded: columnNames(versions).filter((_, at) => !versions[at]?.tensors.length),
		note: [noteOf(versions, base, values), ...differing.length + changed.length > mostRows ? [`${formatCount(Math.max(0, differing.length - mostRows) + Math.max(0, changed.length - mostRows))} more differ`] : []].filter(part => part !== '').join('; '),
	});
}

/** How the tensors of one version differ from another's; undefined where one of them isn't known. */
export function tensorChange(now: readonly Tensor[], then: readonly Tensor[]): TensorChange | undefined {
	if (!now.length || !then.length) { return undefined; }
	if (now === then) { return { added: 0, removed: 0, reshaped: 0, retyped: 0, share: 0 }; }
	const [mine, theirs] = mapsOf([now, then]);
	const counts = { added: 0, removed: 0, reshaped: 0, retyped: 0 };
	let all = 0, touched = 0;
	for (const name of new Set([...mine?.keys() ?? [], ...theirs?.keys() ?? []])) {
		const [a, b] = [mine?.get(name), theirs?.get(name)];
		const size = Math.max(a ? numbersIn(a) : 0, b ? numbersIn(b) : 0);
		all += size;
		if (a && b && shapeOf(a) === shapeOf(b) && a.dtype === b.dtype) { continue; }
		touched += size;
		if (!b) { counts.added++; } else if (!a) { counts.removed++; } else if (shapeOf(a) !== shapeOf(b)) { counts.reshaped++; } else { counts.retyped++; }
	}
	return { ...counts, share: all === 0 ? 0 : touched / all };
}

type Tensors = ReadonlyMap<string, Tensor>;
/** What became of each tensor since the base; undefined in the base's column, and where it wasn't asked. */
type Became = ReadonlyMap<string, TensorValue> | undefined;

/** Of two versions the finding itself; of more, for how many it is known. */
function noteOf(versions: readonly ComparedVersion[], base: number, values: NonNullable<CompareFacts['values']>): string {
	const found = versions.flatMap(({ details }, at) => (at === base ? [] : values[details.id] ?? []));
	if (!found.length) { return ''; }
	const [only] = found;
	if (versions.length === 2 && only) { return only.is === 'compared' ? valuesSentence(only.values) : `values not compared: ${only.why}`; }
	return `values of ${found.filter(one => one.is === 'compared').length} of ${versions.length - 1} compared`;
}

/** A tensor of one shape and type whose bytes aren't the same everywhere. */
function changedRow(name: string, maps: readonly (Tensors | undefined)[], became: readonly Became[], base: number): ComparedRow {
	const relatives = became.flatMap(map => map?.get(name)?.relative ?? []);
	const row = rowOf({ key: `tensor:${name}`, name }, maps.map((map, at): Compared => {
		const tensor = map?.get(name);
		if (!tensor) { return notRecorded; }
		const text = `${tensor.dtype} ${shapeOf(tensor)}`;
		const value = became[at]?.get(name);
		if (at !== base && (value === undefined || value.state === 'unread')) { return { key: undefined, cell: { text } }; }
		const isChanged = value?.state === 'changed';
		return { key: isChanged ? `changed ${at}` : 'base', cell: { text, ...(isChanged ? { change: value.relative === undefined ? 'other values' : `by ${percent(value.relative)}` } : {}) } };
	}), base);
	return { ...row, size: relatives.length ? Math.min(2, Math.max(...relatives)) : row.size };
}

/** One map for each list; equal lists, which are one object, share theirs. Undefined where no tensors are known. */
function mapsOf(lists: readonly (readonly Tensor[])[]): readonly (Tensors | undefined)[] {
	const made = new Map<readonly Tensor[], Tensors>();
	return lists.map(list => {
		if (!list.length) { return undefined; }
		const map = made.get(list) ?? new Map(list.map(tensor => [tensor.name, tensor]));
		made.set(list, map);
		return map;
	});
}

function differs(name: string, maps: readonly (Tensors | undefined)[]): boolean {
	const keys = new Set([...new Set(maps)].flatMap(map => (map ? keyOf(map.get(name)) : [])));
	return keys.size > 1;
}

function row(name: string, maps: readonly (Tensors | undefined)[], baseMap: Tensors | undefined, base: number): ComparedRow {
	const before = baseMap?.get(name);
	const cells = maps.map((map, at): Compared => {
		if (!map) { return notRecorded; }
		const tensor = map.get(name);
		const change = at === base || !baseMap ? undefined : changeOf(tensor, before);
		return { key: keyOf(tensor), cell: { text: tensor ? `${tensor.dtype} ${shapeOf(tensor)}` : 'absent', ...(tensor ? {} : { missing: true }), ...(change === undefined ? {} : { change }) } };
	});
	return rowOf({ key: `tensor:${name}`, name }, cells, base);
}

function changeOf(now: Tensor | undefined, then: Tensor | undefined): string | undefined {
	if (!now || !then) { return now ? 'added' : then ? 'removed' : undefined; }
	const parts = [shapeOf(now) === shapeOf(then) ? '' : 'reshaped', now.dtype === then.dtype ? '' : 'retyped'].filter(part => part !== '');
	return parts.length ? parts.join(', ') : undefined;
}

function countRow(name: string, counts: readonly (number | undefined)[], base: number): ComparedRow {
	const before = counts[base];
	return rowOf({ key: name, name: `number of ${name}`, numeric: true }, counts.map((count, at): Compared => {
		if (count === undefined) { return notRecorded; }
		const delta = at === base || before === undefined ? 0 : count - before;
		return { key: String(count), cell: { text: formatCount(count), value: count, ...(delta ? { change: `${delta > 0 ? '+' : ''}${formatCount(delta)}` } : {}) } };
	}), base);
}

const keyOf = (tensor: Tensor | undefined) => (tensor ? `${tensor.dtype} ${shapeOf(tensor)}` : 'absent');
const shapeOf = ({ shape }: Tensor) => `[${shape.map(size => size ?? '?').join(', ')}]`;
const numbersIn = ({ shape }: Tensor) => shape.reduce<number>((all, size) => (typeof size === 'number' ? all * size : 0), 1);

/** Tied ones once. */
function numbersOf(tensors: readonly Tensor[]): number {
	const seen = new Set<string>();
	let all = 0;
	for (const tensor of tensors) {
		if (tensor.storage !== undefined && seen.has(tensor.storage)) { continue; }
		if (tensor.storage !== undefined) { seen.add(tensor.storage); }
		all += numbersIn(tensor);
	}
	return all;
}
