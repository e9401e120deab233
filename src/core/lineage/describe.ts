import type { Relation } from '../model';
import { shortDigest } from '../present/hash';
import type { LineageNode } from './graph';
import { isData, parseHubId, type LinkTarget } from './nodeKey';

/** How a thing outside the registry is called and where it is known. */
export function describeTarget(relation: Relation, { name, digest, uri }: LinkTarget): Omit<LineageNode, 'key' | 'at'> {
	const kind = isData(relation) ? 'dataset' : 'base-model';
	const common = { kind, ...(digest === undefined ? {} : { digest }), ...(uri === undefined ? {} : { uri }) } as const;
	const hub = uri === undefined ? undefined : parseHubId(uri);
	if (hub) { return { ...common, title: hub.id, detail: hub.commit === undefined ? 'Hugging Face' : `Hugging Face, ${hub.commit.slice(0, 7)}` }; }
	const title = name.split('/').findLast(part => part !== '') ?? name;
	const where = uri === undefined ? undefined : /^[a-z][a-z\d+.-]+:/i.test(uri) ? uri : uri === title ? undefined : uri;
	return { ...common, title, detail: where ?? (digest === undefined ? undefined : shortDigest(digest)) };
}
