import type { Digest, Id, Relation } from '../model';

/** What a version comes from, as a fact or a person names it. */
export interface LinkTarget {
	readonly version?: Id | undefined;
	readonly name: string;
	readonly digest?: Digest | undefined;
	/** A Hub id (`hf://org/name@commit`, `hf://datasets/org/name`), another address, or a path in the workspace. */
	readonly uri?: string | undefined;
}

export interface HubId {
	readonly kind: 'model' | 'dataset';
	/** 'org/name' */
	readonly id: string;
	readonly commit: string | undefined;
}

const hub = /^(?:hf:(?:\/\/)?|https?:\/\/(?:www\.)?huggingface\.co\/)(datasets\/)?([\w-][\w.-]*(?:\/[\w-][\w.-]*)?)(?:(?:@|\/(?:tree|commit|resolve)\/)([\w.-]+))?\/?$/i;

/** Takes `hf:org/name`, `hf://org/name@commit`, `hf://datasets/org/name` or an address of the Hub apart; undefined for anything else. */
export function parseHubId(text: string): HubId | undefined {
	const [, datasets, id, revision] = hub.exec(text.trim()) ?? [];
	if (id === undefined) { return undefined; }
	// 'main' is wherever the branch is: it pins nothing.
	return { kind: datasets ? 'dataset' : 'model', id, commit: revision === undefined || /^(main|master)$/.test(revision) ? undefined : revision };
}

export function isData(relation: Relation): boolean {
	return relation === 'trained-on' || relation === 'evaluated-on';
}

/** A scheme of two letters or more: 'C:' is a drive. */
const scheme = /^[a-z][a-z\d+.-]+:/i;

/**
 * The identity of a node: of a version its id; of a thing outside its digest where one is known, else its id on the Hub with the commit,
 * its address, its path in the workspace, and only then its name. So a renamed file is the same node, and a name alone never passes for one.
 */
export function nodeKeyOf(relation: Relation, target: LinkTarget, md5?: string): string {
	if (target.version !== undefined) { return `version:${target.version}`; }
	return `${isData(relation) ? 'dataset' : 'base-model'}:${identity(target, md5)}`;
}

function identity({ name, digest, uri }: LinkTarget, md5: string | undefined): string {
	if (digest !== undefined) { return `sha256:${digest}`; }
	if (md5 !== undefined) { return `md5:${md5}`; }
	const id = uri === undefined ? undefined : parseHubId(uri);
	if (id) { return `hf:${id.kind === 'dataset' ? 'datasets/' : ''}${id.id}${id.commit === undefined ? '' : `@${id.commit}`}`; }
	if (uri !== undefined) { return scheme.test(uri) ? uri : `path:${uri}`; }
	return `name:${name}`;
}

export function isWorkspacePath(uri: string | undefined): uri is string {
	return uri !== undefined && !scheme.test(uri) && !uri.startsWith('/');
}
