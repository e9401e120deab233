import { givenBy, register } from '../database/queries/registers';
import { RegistryError } from '../errors';
import type { Draft } from '../ledger/ledger';
import type { Id } from '../model';
import type { GivenBy } from '../database/queries/registers';
import { registerTitle } from '../present/registerTitle';
import type { Context } from './context';
import { writeTo } from './writing';

/**
 * Decides a conflict for one of its sides: writes one record that gives this side's value again and replaces all that stand.
 * `name` is the conflict's, `record` the side's. Throws 'no-conflict' where there is none of them, or not any more.
 */
export async function decide(ctx: Context, { name, record }: { readonly name: string; readonly record: Id }, reason?: string): Promise<void> {
	let found: GivenBy & { readonly model: string } | undefined;
	await writeTo(ctx, db => {
		found = givenBy(db, record, name);
		if (!found) { throw new RegistryError('no-conflict', { what: registerTitle(name) }); }
		return found.model;
	}, async ({ db, key, model, write }) => {
		const { subject, value } = found as GivenBy;
		const { conflict, heads } = register(db, key, subject, name);
		if (!conflict.some(one => one.record === record)) { throw new RegistryError('no-conflict', { what: registerTitle(name) }); }
		await write({ ...draftFor(subject, name, value), model, replaces: [...heads], ...(reason ? { reason } : {}) } as Draft);
	});
}

/**
 * Gives a register the value of a record again, one that doesn't stand any more: the other side of a conflict that was decided. One record, as any change.
 * Throws 'no-conflict' where no record of this id gave it one, and 'alias-contested' while it is in conflict (`decide` is for that).
 */
export async function giveAgain(ctx: Context, { name, record }: { readonly name: string; readonly record: Id }, reason?: string): Promise<void> {
	let found: GivenBy & { readonly model: string } | undefined;
	await writeTo(ctx, db => {
		found = givenBy(db, record, name);
		if (!found) { throw new RegistryError('no-conflict', { what: registerTitle(name) }); }
		return found.model;
	}, async ({ db, key, model, write }) => {
		const { subject, value } = found as GivenBy;
		const now = register(db, key, subject, name);
		if (now.conflict.length) { throw new RegistryError('alias-contested', { model, alias: registerTitle(name) }); }
		if (now.value === value) { return; }
		await write({ ...draftFor(subject, name, value), model, replaces: [...now.heads], ...(reason ? { reason } : {}) } as Draft);
	});
}

type Said = { readonly [K in Draft['kind']]: Partial<Draft<K>> & { readonly kind: K } }[Draft['kind']];

/** The record that gives a register this value. */
function draftFor(subject: Id, name: string, value: string | null): Said {
	const [kind = '', ...rest] = name.split(':');
	const key = rest.join(':');
	switch (kind) {
		case 'alias': return { kind: 'alias.set', alias: key, version: value };
		case 'tag': return { kind: 'tag.set', tag: key, value, ...(subject === '' ? {} : { version: subject }) };
		case 'setting': return { kind: 'model.configured', setting: key, value };
		case 'name': return { kind: 'model.renamed', name: value ?? '' };
		case 'card': return { kind: 'card.written', parts: value?.split(' ') ?? [] };
		case 'archived': return value === null ? { kind: 'version.restored', version: subject } : { kind: 'version.archived', version: subject };
		default: throw new Error(`A conflict of an unknown kind: ${name}`);
	}
}
