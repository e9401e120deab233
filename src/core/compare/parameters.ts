import type { ParamValue } from '../model';
import { formatParam, paramDistance } from '../present/parameter';
import type { ComparedRow, ComparedSection } from './comparison';
import type { ComparedVersion } from './facts';
import { namesOf, notRecorded, notSet, rowOf, sectionOf, type Compared } from './rows';

/** Hyperparameters by their dotted names. A version of which none are known differs in none. */
export function parametersSection(versions: readonly ComparedVersion[], base: number): ComparedSection {
	const all = versions.map(({ details }) => details.params);
	const none = versions.filter((_, at) => !Object.keys(all[at] ?? {}).length);
	const names = namesOf(all);
	return sectionOf('parameters', names.map(name => row(name, versions, base)), { unrecorded: names.length ? none.map(one => one.details.label) : [] });
}

function row(name: string, versions: readonly ComparedVersion[], base: number): ComparedRow {
	const baseParams = versions[base]?.details.params ?? {};
	const before = valueIn(baseParams, name);
	const cells = versions.map(({ details: { params, written } }, at): Compared => {
		const value = valueIn(params, name);
		if (value === undefined) {
			if (!Object.keys(params).length) { return notRecorded; }
			return at === base || before === undefined ? notSet : { ...notSet, cell: { ...notSet.cell, change: 'removed' } };
		}
		const text = formatParam(value, written[`params.${name}`]);
		const change = at === base || !Object.keys(baseParams).length ? undefined : before === undefined ? 'added' : distance(name, value, before);
		return {
			key: JSON.stringify(value),
			cell: { text, ...(typeof value === 'number' && Number.isFinite(value) ? { value } : {}), ...(change === undefined ? {} : { change }) },
		};
	});
	return rowOf({ key: name, name }, cells, base);
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
