import type { Id } from '../../model';
import type { Database } from '../database';
import { registersOf } from './registers';

/** Version → the aliases that it holds. Production first, staging second, then by name. */
export function aliasesByVersion(db: Database, key: string): ReadonlyMap<Id, { readonly settled: string[]; readonly contested: string[] }> {
	const map = new Map<Id, { readonly settled: string[]; readonly contested: string[] }>();
	const of = (id: Id) => {
		const held = map.get(id) ?? { settled: [], contested: [] };
		map.set(id, held);
		return held;
	};
	for (const [alias, settled] of [...registersOf(db, key, '', 'alias:')].sort(([a], [b]) => aliasRank(a) - aliasRank(b) || (a < b ? -1 : 1))) {
		if (settled.conflict.length) {
			for (const side of settled.conflict) { if (side.value !== null) { of(side.value).contested.push(alias); } }
		} else if (settled.value !== null) {
			of(settled.value).settled.push(alias);
		}
	}
	return map;
}

export function aliasRank(alias: string): number {
	return alias === 'production' ? 0 : alias === 'staging' ? 1 : 2;
}

export function settledText(registers: ReadonlyMap<string, { readonly value: string | null }>): Record<string, string> {
	return Object.fromEntries([...registers].flatMap(([name, { value }]) => (value === null ? [] : [[name, value]])));
}
