import { displayName } from '../database/queries/models';
import { everGiven, type GivenBy } from '../database/queries/registers';
import { versionNumbered, versionRow, versionsOfModel } from '../database/queries/findVersions';
import { RegistryError } from '../errors';
import type { Person, Version } from '../model';
import { shown } from '../records/names';
import { settle } from '../records/registers';
import type { Context } from './context';
import { versionById } from './read';
import { parseReference, resolve, resolveModel } from './resolve';

/** What a reference meant at a moment, as far as the records that are here know. */
export interface AsOf {
	/** As it is known today. */
	readonly version: Version;
	readonly at: Date;
	/** The alias that was asked for, and who had moved it there, when and why; undefined where a number, 'latest' or an id was. */
	readonly alias: { readonly name: string; readonly since: Date; readonly by: Person; readonly reason: string | undefined; readonly record: string } | undefined;
	/** Labels of the other versions that held the alias then, according to the other side of a conflict. */
	readonly contested: readonly string[];
}

/** The version that a reference meant at a moment: who held production on that day? Throws 'no-alias-then', 'no-version', 'bad-reference', …. */
export async function versionAsOf(ctx: Context, ref: string, at: Date): Promise<AsOf> {
	await ctx.config();
	const db = await ctx.ledger.database();
	const { model, selector } = parseReference(ref);
	const then = (given: GivenBy) => given.at <= at;
	if (model === undefined) { return plain(versionById(db, resolve(db, ref))); }
	const key = resolveModel(db, model);
	const name = displayName(db, key);
	function plain(version: Version): AsOf {
		if (version.at.getTime() > at.getTime()) { throw new RegistryError('no-version-then', { ref: version.ref, at: dayOf(at) }); }
		return { version, at, alias: undefined, contested: [] };
	}
	if (/^latest$/i.test(selector)) {
		const standing = versionsOfModel(db, key).filter(row => new Date(row.at) <= at && settle(everGiven(db, key, row.id, 'archived').filter(then)).value === null);
		const newest = standing.at(-1);
		if (!newest) { throw new RegistryError('no-version-then', { ref: `${name}@latest`, at: dayOf(at) }); }
		return plain(versionById(db, newest.id));
	}
	const number = /^v?(\d{1,15})$/i.exec(selector)?.[1];
	if (number !== undefined && versionNumbered(db, key, Number(number)) !== undefined) { return plain(versionById(db, resolve(db, ref))); }
	const given = everGiven(db, key, '', `alias:${selector}`);
	// An id, or nothing that is known.
	if (!given.length) { return plain(versionById(db, resolve(db, ref))); }
	const settled = settle(given.filter(then));
	const held = given.find(one => one.record === settled.record);
	if (!held || settled.value === null || !versionRow(db, settled.value)) { throw new RegistryError('no-alias-then', { model: name, alias: shown(selector), at: dayOf(at) }); }
	const version = versionById(db, settled.value);
	const contested = settled.conflict.flatMap(side => (side.value !== null && side.value !== settled.value && versionRow(db, side.value) ? [versionById(db, side.value).label] : []));
	return { version, at, contested, alias: { name: selector, since: held.at, by: held.by, reason: held.reason, record: held.record } };
}

/** The value that a register had before the one in effect: the latest replaced one that differs. Undefined where it never had another. */
export function valueBefore(given: readonly GivenBy[]): GivenBy | undefined {
	const { value, heads } = settle(given);
	const seen = new Set<string>();
	const open = [...heads];
	const byId = new Map(given.map(one => [one.record, one]));
	for (let id; (id = open.pop()) !== undefined;) {
		for (const before of byId.get(id)?.replaces ?? []) {
			if (!seen.has(before)) { seen.add(before); open.push(before); }
		}
	}
	return given.filter(one => seen.has(one.record) && one.value !== null && one.value !== value).sort((a, b) => (a.record < b.record ? 1 : -1))[0];
}

function dayOf(at: Date): string {
	const two = (n: number) => String(n).padStart(2, '0');
	return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
}
