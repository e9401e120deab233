import { lineageRows } from '../database/queries/lineage';
import { displayName } from '../database/queries/models';
import { register } from '../database/queries/registers';
import { RegistryError } from '../errors';
import { deploymentsOf } from '../lineage/deployments';
import type { Id, Person, Version } from '../model';
import { shown } from '../records/names';
import type { Context } from './context';
import { versionById } from './read';
import { resolve, resolveModel } from './resolve';
import { keyOf, versionModel, writeTo, type Target } from './writing';

export interface DeployOptions {
	/** The place, as people call it: 'moderation-api, EU'. */
	readonly to: string;
	/** Where it can be looked at: http or https. */
	readonly uri?: string;
	readonly reason?: string;
}

/** A version in a place: a time that it ran there, or does. */
export interface Deployed {
	readonly model: string;
	readonly version: Version;
	/** 'moderation-api, EU', or the alias: 'production'. */
	readonly place: string;
	/** Whether the place is an alias of production. */
	readonly isAlias: boolean;
	readonly since: Date;
	/** Undefined while it does. */
	readonly until: Date | undefined;
	readonly by: Person;
	readonly reason: string | undefined;
	readonly uri: string | undefined;
	/** How often it was put there; the last time is what `since` and `until` say. */
	readonly times: number;
}

/** Records that a version runs in a place from now on, in place of the model's version that ran there. Nothing is deployed by it. Throws 'bad-value', 'no-version', …. */
export async function deploy(ctx: Context, ref: string, { to, uri, reason }: DeployOptions): Promise<{ readonly version: Version; readonly place: string; readonly before: Version | undefined }> {
	const place = checkPlace(to);
	if (uri !== undefined && (!/^https?:\/\/\S+$/i.test(uri) || uri.length > 2000 || hasCredentials(uri))) { throw new RegistryError('bad-value', { what: 'The address', why: 'it begins with http:// or https:// and holds no password' }); }
	await ctx.config();
	return writeTo(ctx, db => versionModel(db, ref), async ({ db, key, model, write, heads }) => {
		const version = resolve(db, ref);
		const before = runningIn(register(db, key, '', `deployment:${place}`).value);
		await write({ kind: 'deployment.recorded', model, version, place, replaces: [...heads('', `deployment:${place}`)], ...(uri === undefined ? {} : { uri }), ...(reason ? { reason } : {}) });
		return { version: versionById(db, version), place, before: before === undefined || before === version ? undefined : versionIfHere(before) };
		function versionIfHere(id: Id): Version | undefined {
			try { return versionById(db, id); } catch (error) { if (RegistryError.is(error)) { return undefined; } throw error; }
		}
	});
}

/** Records that a model runs in a place no more. Throws 'no-model', and 'bad-value' where none does. */
export async function endDeployment(ctx: Context, name: string, at: string, reason?: string): Promise<void> {
	const place = checkPlace(at);
	await ctx.config();
	await writeTo(ctx, db => resolveModel(db, name), async ({ db, key, model, write, heads }) => {
		if (register(db, key, '', `deployment:${place}`).value === null) { throw new RegistryError('bad-value', { what: `The place '${shown(place)}'`, why: `no version of ${displayName(db, key)} is recorded to run there` }); }
		await write({ kind: 'deployment.recorded', model, version: null, place, replaces: [...heads('', `deployment:${place}`)], ...(reason ? { reason } : {}) });
	});
}

/** Everywhere that a version, a model's versions, or all were and are deployed: what runs first, then the latest to end. Throws 'no-version', 'no-model'. */
export async function deployments(ctx: Context, target?: Target): Promise<readonly Deployed[]> {
	await ctx.config();
	const db = await ctx.ledger.database();
	const version = target && 'ref' in target ? resolve(db, target.ref) : undefined;
	const model = target && displayName(db, keyOf(db, target));
	return deploymentsOf(lineageRows(db)).flatMap(({ node, edges, place, isAlias }) => edges.flatMap(({ from, ran }): Deployed[] => {
		const id = from.slice('version:'.length);
		if (!ran || (version !== undefined && version !== id) || (model !== undefined && node.model !== model)) { return []; }
		return [{ model: node.model ?? '', version: versionById(db, id), place, isAlias, since: ran.since, until: ran.until, by: ran.by, reason: ran.reason, times: ran.times, uri: node.uri }];
	})).sort((a, b) => (b.until?.getTime() ?? Infinity) - (a.until?.getTime() ?? Infinity) || b.since.getTime() - a.since.getTime() || 0);
}

function runningIn(value: string | null): Id | undefined {
	return value === null ? undefined : (JSON.parse(value) as { readonly version: Id }).version;
}

function checkPlace(text: string): string {
	const place = text.trim();
	if (place === '' || place.length > 200 || /\p{Cc}/u.test(place)) { throw new RegistryError('bad-value', { what: `The place '${shown(place)}'`, why: 'it is one line of at most 200 characters' }); }
	return place;
}

function hasCredentials(uri: string): boolean {
	try { const { username, password } = new URL(uri); return username !== '' || password !== ''; } catch { return true; /* No address, so not to be recorded either. */ }
}
