import type { InputRow, LineageRows, VersionRow } from '../database/queries/lineage';
import { isWorkspacePath, parseHubId } from './nodeKey';

/**
 * Finds the registered version that an input means: by digest, by the path it was registered from (it, its folder, or a file in it), or because it
 * is that model of the Hub, downloaded. Among several the newest that is older than the child; else the oldest, registered after it.
 */
export function baseFinder({ versions, inputs }: LineageRows): (input: InputRow) => VersionRow | undefined {
	const byDigest = new Map<string, VersionRow[]>();
	const byPath = new Map<string, VersionRow[]>();
	const byHub = new Map<string, VersionRow[]>();
	const byId = new Map(versions.map(version => [version.id, version]));
	const add = (map: Map<string, VersionRow[]>, key: string, version: VersionRow) => {
		const list = map.get(key);
		if (list) { list.push(version); } else { map.set(key, [version]); }
	};
	for (const version of versions) {
		add(byDigest, version.digest, version);
		add(byPath, version.path, version);
		const parent = version.path.split('/').slice(0, -1).join('/');
		// A base that is named by its folder may be registered by the file in it.
		if (parent !== '' && !version.directory) { add(byPath, parent, version); }
	}
	for (const input of inputs) {
		// What stands in a cache of the Hub is the Hub's model itself; a GGUF that names its source was made from it.
		const id = input.relation === 'converted-from' && input.tool === 'huggingface' && input.field === 'path' && input.uri !== null ? parseHubId(input.uri) : undefined;
		const version = byId.get(input.version);
		if (!id || !version) { continue; }
		add(byHub, id.id, version);
		if (id.commit !== undefined) { add(byHub, `${id.id}@${id.commit}`, version); }
	}
	return input => {
		const child = byId.get(input.version);
		const pick = (list: readonly VersionRow[] | undefined) => {
			const others = list?.filter(version => version.id !== child?.id && version.digest !== child?.digest);
			return others?.findLast(version => version.id < input.version) ?? others?.[0];
		};
		if (input.digest !== null) { return pick(byDigest.get(input.digest)); }
		const hub = input.uri === null ? undefined : parseHubId(input.uri);
		if (hub) { return input.tool === 'huggingface' && input.field === 'path' ? undefined : pick(byHub.get(hub.commit === undefined ? hub.id : `${hub.id}@${hub.commit}`)); }
		// A name alone is only believed where it is a whole path.
		if (input.uri === null) { return pick(byPath.get(input.name)?.filter(version => version.path === input.name)); }
		if (!isWorkspacePath(input.uri)) { return undefined; }
		const path = input.uri;
		for (let place = path; place !== ''; place = place.split('/').slice(0, -1).join('/')) {
			const base = pick(byPath.get(place)?.filter(version => place === path || version.directory));
			if (base) { return base; }
		}
		return undefined;
	};
}
