import { lstat } from 'node:fs/promises';
import { resolve as resolvePath } from 'node:path';
import type { Database } from '../database/database';
import { versionsByDigest } from '../database/queries/findVersions';
import { RegistryError } from '../errors';
import { describeTarget } from '../lineage/describe';
import { isSaid, type Graph, type LineageEdge } from '../lineage/graph';
import { nodeKeyOf, parseHubId, type LinkTarget } from '../lineage/nodeKey';
import { reach } from '../lineage/walk';
import type { Id, Relation, Version } from '../model';
import { relation as relationSchema } from '../records/kinds/linkAdded';
import { shown } from '../records/names';
import type { Context, LongRunning } from './context';
import { inWorkspace } from './inWorkspace';
import { lineageGraph, nodesNamed } from './lineageGraph';
import { versionById } from './read';
import { resolve } from './resolve';
import { versionModel, writeTo } from './writing';

export interface LinkOptions extends LongRunning {
	/** A version's reference, a file or folder of the workspace, `hf:org/name[@commit]`; or a target as an edge has it. */
	readonly from: string | LinkTarget;
	readonly relation: Relation;
	readonly reason?: string;
}

/** A link as it was added or removed: what takes it back. */
export interface Linked {
	readonly version: Version;
	readonly relation: Relation;
	readonly from: LinkTarget;
	/** 'sentiment v4', 'distilroberta-base' */
	readonly title: string;
}

/** Says that a version comes from something. Does nothing where that is said by hand already. Throws 'lineage-cycle', 'not-found', 'no-version', 'bad-value', …. */
export async function link(ctx: Context, ref: string, { from, relation, reason, ...long }: LinkOptions): Promise<Linked> {
	checkRelation(relation);
	await ctx.config();
	const target = typeof from === 'string' ? await targetNamed(ctx, from, relation, long) : from;
	const key = nodeKeyOf(relation, target);
	return writeTo(ctx, db => versionModel(db, ref), async ({ db, key: model, model: written, write, heads, holds }) => {
		const version = resolve(db, ref);
		const graph = await lineageGraph(ctx);
		if (key === `version:${version}` || reach(graph, [`version:${version}`], 'down').has(key)) {
			throw new RegistryError('lineage-cycle', { child: titleOf(versionById(db, version)), parent: target.version === undefined ? target.name : titleOf(versionById(db, target.version)) });
		}
		const register = `link:${relation} ${key}`;
		if (typeof holds(version, register) !== 'string' || heads(version, register).length > 1) {
			await write({ kind: 'link.added', model: written, version, relation, from: { ...target }, replaces: [...heads(version, register)], ...(reason ? { reason } : {}) });
		}
		ctx.log.debug(`Linked ${model} ${version} ${relation} ${key}`);
		return linked(versionById(db, version), relation, target);
	});
}

export interface UnlinkOptions {
	/** As in link, or any name of the node that it comes from. */
	readonly from: string | LinkTarget;
	/** Only the links of this relation; all to that node when left out. */
	readonly relation?: Relation;
	readonly reason?: string;
}

/** Says that a version does not come from something: links by hand go, found ones are hidden. Returns what was removed. Throws 'no-link', 'no-version', …. */
export async function unlink(ctx: Context, ref: string, { from, relation, reason }: UnlinkOptions): Promise<readonly Linked[]> {
	if (relation !== undefined) { checkRelation(relation); }
	await ctx.config();
	return writeTo(ctx, db => versionModel(db, ref), async ({ db, model, write, heads }) => {
		const version = resolve(db, ref);
		const graph = await lineageGraph(ctx);
		const own = graph.parents.get(`version:${version}`) ?? [];
		const keys = typeof from === 'string' ? new Set(keysNamed(db, graph, from)) : undefined;
		const removed = own.filter((edge): edge is LineageEdge & { relation: Relation; target: LinkTarget } => edge.target !== undefined && isSaid(edge.relation)
			&& (keys ? keys.has(edge.from) : nodeKeyOf(edge.relation, from as LinkTarget) === edge.from) && (relation === undefined || edge.relation === relation));
		if (!removed.length) { throw new RegistryError('no-link', { ref: versionById(db, version).ref, from: shown(typeof from === 'string' ? from : from.name) }); }
		for (const edge of removed) {
			const register = `link:${edge.relation} ${edge.from}`;
			await write({ kind: 'link.removed', model, version, relation: edge.relation, from: recordable(edge), replaces: [...heads(version, register)], ...(reason ? { reason } : {}) });
		}
		return removed.map(edge => linked(versionById(db, version), edge.relation, recordable(edge)));
	});
}

/** What is in no lineage has no link either: no node, then. */
function keysNamed(db: Database, graph: Graph, text: string): readonly string[] {
	try {
		return nodesNamed(db, graph, text).map(node => node.key);
	} catch (error) {
		if (!RegistryError.is(error)) { throw error; }
		return [];
	}
}

/** The other end as a record names it. An edge that is known by an MD5 alone keeps that in its address. */
function recordable({ from, relation, target }: LineageEdge & { readonly relation: Relation; readonly target: LinkTarget }): LinkTarget {
	return nodeKeyOf(relation, target) === from ? target : { name: target.name, uri: from.slice(from.indexOf(':') + 1) };
}

function linked(version: Version, relation: Relation, from: LinkTarget): Linked {
	return { version, relation, from, title: from.version === undefined ? describeTarget(relation, from).title : from.name };
}

function titleOf({ model, label }: Version): string {
	return `${model} ${label}`;
}

function checkRelation(relation: string): void {
	const known: readonly string[] = relationSchema.options;
	if (!known.includes(relation)) { throw new RegistryError('bad-value', { what: `The relation '${shown(relation)}'`, why: `it is none of ${known.join(', ')}` }); }
}

/** What a person means by the other end of a link. The bytes of a file or folder are read, so that the link holds when it is moved. */
async function targetNamed(ctx: Context, text: string, relation: Relation, long: LongRunning): Promise<LinkTarget> {
	const hub = /^(hf:|https?:\/\/(www\.)?huggingface\.co\/)/i.test(text) ? parseHubId(text) : undefined;
	if (hub) { return { name: hub.id, uri: `hf://${hub.kind === 'dataset' ? 'datasets/' : ''}${hub.id}${hub.commit === undefined ? '' : `@${hub.commit}`}` }; }
	if (/^hf:/i.test(text)) { throw new RegistryError('bad-value', { what: `'${shown(text)}'`, why: 'a Hub id is written hf:org/name or hf:org/name@commit' }); }
	const db = await ctx.ledger.database();
	const version = (id: Id) => { const known = versionById(db, id); return { version: known.id, name: titleOf(known) }; };
	const isPath = await lstat(resolvePath(ctx.layout.workspace, text)).then(() => true, () => false /* Not a path: a reference, then. */);
	if (!isPath || /^[^/\\]+@[^/\\]+$/.test(text)) {
		if (/[\\/]|\.\w+$/.test(text) && !text.includes('@') && !text.startsWith('models:/')) {
			try { return version(resolve(db, text)); } catch (error) {
				if (!RegistryError.is(error, 'no-model')) { throw error; }
				throw new RegistryError('not-found', { path: shown(text) });
			}
		}
		return version(resolve(db, text));
	}
	const path = inWorkspace(ctx, text);
	const { digest } = await ctx.artifacts.digestOf(resolvePath(ctx.layout.workspace, path), long);
	const [same] = versionsByDigest(db, digest);
	if (same && relation !== 'trained-on' && relation !== 'evaluated-on') { return version(same.id); }
	return { name: path.split('/').at(-1) ?? path, digest, uri: path };
}
