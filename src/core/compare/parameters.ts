import type { ParamValue } from '../model';
import { formatParam, paramDistance } from '../present/parameter';
import { columnNames } from './columnNames';
import type { ComparedRow, ComparedSection } from './comparison';
import type { ComparedVersion } from './facts';
import { namesOf, notRecorded, notSet, rowOf, sectionOf, type Compared } from './rows';

/** Hyperparameters by their dotted names. A version of which none are known differs in none. */
export function parametersSection(versions: readonly ComparedVersion[], base: number): ComparedSection {
	const all = versions.map(({ details }) => details.params);
	// Counted once: there are as many cells as versions times names.
	const known = all.map(params => Object.keys(params).length > 0);
	const names = namesOf(all);
	return sectionOf('parameters', names.map(name => row(name, versions, base, known)), { unrecorded: names.length ? columnNames(versions).filter((_, at) => !known[at]) : [] });
}

function row(name: string, versions: readonly ComparedVersion[], base: number, known: readonly boolean[]): ComparedRow {
	const before = valueIn(versions[base]?.details.params ?? {}, name), key = `params.${name}`;
	const removed: Compared = before === undefined ? notSet : { ...notSet, cell: { ...notSet.cell, change: 'removed' } };
	// Most versions share a value with another one: what is said of it is put together once.
	const made = new Map<ParamValue, { readonly as: string | undefined; readonly compared: Compared }>();
	const cells = versions.map(({ details: { params, written } }, at): Compared => {
		const value = valueIn(params, name);
		if (value === undefined) { return !known[at] ? notRecorded : at === base ? notSet : removed; }
		const as = written[key], found = at === base ? undefined : made.get(value);
		if (found && found.as === as) { return found.compared; }
		const change = at === base || !known[base] ? undefined : before === undefined ? 'added' : distance(name, value, before);
		const compared = valueCell(value, as, change);
		if (at !== base) { made.set(value, { as, compared }); }
		return compared;
	});
	return rowOf({ key: name, name }, cells, base);
}

function valueCell(value: ParamValue, written: string | undefined, change: string | undefined): Compared {
	return {
		key: typeof value === 'number' ? String(value) : JSON.stringify(value),
		// −0 is 0.
		cell: { text: formatParam(value, written), ...(typeof value === 'number' && Number.isFinite(value) ? { value: value + 0 } : {}), ...(change === undefined ? {} : { change }) },
	};
}

function valueIn(params: Readonly<Record<string, ParamValue>>, name: string): ParamValue | undefined {
	return Object.hasOwn(params, name) ? params[name] : undefined;
}

/** As paramDistance; a value of another kind says so, since both may read the same. */
function distance(name: string, value: ParamValue, before: ParamValue): string | undefined {
	const [now, then] = [kindOf(value), kindOf(before)];
	return now === then || value === null || before === null ? paramDistance(name, value, before) : `${then} → ${now}`;
}

function kindOf(value: ParamValue): string {
	return Array.isArray(value) ? 'list' : typeof value === 'string' ? 'text' : typeof value === 'boolean' ? 'yes or no' : value === null ? 'none' : 'number';
}
