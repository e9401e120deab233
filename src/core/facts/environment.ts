import { posix } from 'node:path';
import type { Facts, WorkspacePath } from '../model';
import type { OpenFolder } from '../runs/folder';
import { listAt, mapAt, textAt, isMap, at } from '../parse/data';
import { lockedVersions } from './lockedVersions';
import { orWarning } from '../runs/parse/orWarning';
import { parseTolerantJson } from '../parse/tolerantJson';
import { pathIn } from '../runs/parse/pathIn';
import { pinnedVersions } from '../runs/parse/pinnedVersions';
import { parsePlainYaml } from '../runs/parse/plainYaml';
import type { RunFolder } from '../runs/reader';

type Environment = Readonly<Record<string, string>>;

/** Versions of packages, with the place that they were read from. */
export interface Listing { readonly versions: Environment; readonly from: Omit<NonNullable<Facts['environmentFrom']>[number], 'names'> }

/** Packages that are kept of one listing. */
const maxPackages = 2_000;
const lockLimit = 16 * 1024 * 1024;

const listings: readonly (readonly [name: string, read: (text: string) => Environment])[] = [
	['uv.lock', lockedVersions],
	['poetry.lock', lockedVersions],
	['pdm.lock', lockedVersions],
	['Pipfile.lock', pipfileVersions],
	['pylock.toml', lockedVersions],
	['requirements.txt', pinnedVersions],
	['requirements.lock', pinnedVersions],
	['python_env.yaml', condaVersions],
	['conda.yaml', condaVersions],
	['environment.yml', condaVersions],
	['environment.yaml', condaVersions],
	['.python-version', text => (/^\d+(?:\.\d+)+/.test(text) ? { python: text.trim() } : {}) as Environment],
];

/**
 * Versions of the packages that the nearest folder around a model lists exactly: a lock file, pinned requirements, a conda environment. `path` is the model's;
 * the workspace's own folder is the last one looked into. A listing that can't be read says nothing.
 */
export async function environmentAbove(open: OpenFolder, path: WorkspacePath): Promise<readonly Listing[]> {
	for (let parent = path; parent !== '';) {
		parent = posix.dirname(parent) === '.' ? '' : posix.dirname(parent);
		const folder = await open(parent);
		const found = folder ? await listingsIn(folder) : [];
		if (found.length > 0) { return found; }
	}
	return [];
}

async function listingsIn(folder: RunFolder): Promise<readonly Listing[]> {
	const found: Listing[] = [];
	for (const [name, read] of listings) {
		if (!folder.files.includes(name)) { continue; }
		// Its damage takes nothing from the model.
		const versions = Object.entries(await orWarning([], async () => read(await folder.text(name, lockLimit) ?? '')) ?? {}).slice(0, maxPackages);
		if (versions.length > 0) { found.push({ versions: Object.fromEntries(versions), from: { source: { tool: 'environment', path: pathIn(folder, name) }, certainty: 'likely' } }); }
	}
	return found;
}

/** `default` and `develop` of a Pipfile.lock (`{"numpy": {"version": "==1.26.4"}}`). */
function pipfileVersions(text: string): Environment {
	const data = parseTolerantJson(text, 'Pipfile.lock');
	return pinnedVersions(['develop', 'default'].flatMap(group => [...mapAt(data, group)].map(([name, one]) => `${name}${textAt(one, 'version') ?? ''}`)).join('\n'));
}

/** `dependencies` of conda (`numpy=1.26.4=py311_0`), with pip's among them, and of MLflow's `python_env.yaml` (`python: 3.11.7`). */
function condaVersions(text: string): Environment {
	const data = parsePlainYaml(text, 'environment');
	const own = mapAt(data);
	const conda = listAt(data, 'dependencies').flatMap(entry => {
		const [, name, version] = /^(?:[\w.-]+::)?([A-Za-z0-9][\w.-]*)\s*={1,2}\s*([\w.+!-]+)/.exec(textAt(entry) ?? '') ?? [];
		return name !== undefined && version !== undefined ? [[name.toLowerCase(), version] as const] : [];
	});
	const pip = listAt(data, 'dependencies').filter(isMap).flatMap(entry => listAt(at(entry, 'pip'))).map(line => textAt(line) ?? '').join('\n');
	const python = textAt(own.get('python'));
	return { ...pinnedVersions(pip), ...Object.fromEntries(conda), ...(python === undefined ? {} : { python }) };
}
