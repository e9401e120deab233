import { lstatSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { asRegistryError } from '../files/asRegistryError';
import { temporaryName } from '../files/temporaryName';
import { packName } from './pack';
import { monthFolder } from './read';

/** One listing of the records folder: what is in it, without opening a file. */
export interface Month {
	readonly name: string;
	/** Nanoseconds, as text: the time that the folder's list of names last changed. */
	readonly mtime: string;
}

export interface Stray { readonly path: string; readonly reason: string }

/** The month folders, and whatever else lies beside them and doesn't belong there. An empty answer where there is no records folder yet. */
export function listMonths(records: string): { readonly months: readonly Month[]; readonly strays: readonly Stray[] } {
	const months: Month[] = [];
	const strays: Stray[] = [];
	for (const name of namesIn(records)) {
		const stat = lstatSync(join(records, name), { bigint: true, throwIfNoEntry: false });
		if (!stat || temporaryName.test(name)) { continue; }
		if (monthFolder.test(name) && stat.isDirectory()) { months.push({ name, mtime: String(stat.mtimeNs) }); }
		else { strays.push({ path: `records/${name}`, reason: 'it is not a month folder (2026-11) and was not read' }); }
	}
	return { months, strays };
}

/** The packs among the names of a month. */
export function packsOf(names: readonly string[]): readonly string[] {
	return names.filter(name => packName.test(name));
}

/** Names of the files in a month folder, records and packs, sorted; none where it went away. */
export function listMonth(records: string, month: string): readonly string[] {
	return namesIn(join(records, month)).filter(name => !temporaryName.test(name)).sort();
}

function namesIn(folder: string): readonly string[] {
	try {
		return readdirSync(folder);
	} catch (error) {
		if ((error as NodeJS.ErrnoException).code === 'ENOENT') { return []; }
		throw asRegistryError(error, folder, 'read');
	}
}
