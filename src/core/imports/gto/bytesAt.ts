import { posix } from 'node:path';
import { flawOf } from '../../artifacts/relativePath';
import type { Past, PastFile } from '../../git/past';
import type { Warning, WorkspacePath } from '../../model';
import type { RunFolder } from '../../runs/reader';
import { locateOut } from '../dvc/locateOut';
import { tracked, type Tracked } from '../dvc/tracked';
import type { FoundBytes, Piece } from '../found';
import { shownUri } from '../shownUri';

/** A repository, seen from the workspace. */
export interface Seen {
	readonly past: Past;
	/** The workspace's own folder. */
	readonly root: RunFolder;
	/** A folder of the repository, in the workspace. */
	readonly near: WorkspacePath;
	/** Path in the repository → path in the workspace; undefined for what is outside it. */
	readonly here: (path: string) => WorkspacePath | undefined;
	/** The other way. */
	readonly there: (path: WorkspacePath) => string;
	readonly warnings: Warning[];
	readonly signal?: AbortSignal;
}

const besideLimit = 256 * 1024, mostBeside = 50;
const saysMore = /(?:\.(?:json|ya?ml|toml|lock|dvc|csv)|(?:^|\/)MLmodel)$/i;

/**
 * The bytes that stood at a path when a commit was made: in the commit itself, or in DVC's cache where the commit has only DVC's word for them. What
 * stood beside them comes along, so that parameters and metrics are those of that time.
 */
export async function bytesAt(commit: string, path: string, seen: Seen): Promise<FoundBytes> {
	const place = seen.here(path);
	const flaw = flawOf(path);
	if (flaw !== undefined) { return nowhere(`Its path in artifacts.yaml is '${shownUri(path)}', and ${flaw}; so it is not looked for.`); }
	if (place === undefined) { return nowhere(`Its path ${shownUri(path)} is outside this workspace folder. Import it from the root of the repository.`); }
	const files = await seen.past.files(commit, path);
	const from = `commit ${commit.slice(0, 7)}`;
	if (files.length === 0) { return trackedAt(commit, path, place, seen); }
	const other = files.find(file => file.kind !== 'file');
	if (other) { return nowhere(`In ${from} ${other.path} is a ${other.kind === 'link' ? 'symbolic link' : 'submodule'}, so nothing of ${path} is taken.`); }
	const pointers = await lfsPointers(commit, files, seen);
	const pieces: Piece[] = [];
	for (const file of files) {
		const oid = pointers.get(file.path);
		const at = oid === undefined ? undefined : await lfsObject(oid, seen);
		if (oid !== undefined && at === undefined) { return nowhere(`In ${from} ${file.path} is a Git LFS pointer, and its bytes aren't in this clone. Run 'git lfs fetch --all', and import again.`); }
		pieces.push(oid === undefined || at === undefined ? pieceOf(commit, file, seen) : { path: seen.here(file.path) ?? file.path, from: { at, sha256: oid } });
	}
	return { in: 'pieces', path: place, from: pointers.size > 0 ? `Git LFS, by ${from}` : from, pieces, beside: await besideAt(commit, path, [], seen) };
}

const nowhere = (why: string): FoundBytes => ({ in: 'nowhere', why });

function pieceOf(commit: string, file: PastFile, { here, near }: Seen): Piece {
	return { path: here(file.path) ?? file.path, bytes: file.bytes, from: { object: file.object, name: `${commit}:${file.path}`, near } };
}

/** Files that are Git LFS pointers, with the SHA-256 that each stands for. Pointers are shorter than 1024 bytes (Git LFS specification). */
async function lfsPointers(commit: string, files: readonly PastFile[], { past }: Seen): Promise<ReadonlyMap<string, string>> {
	const short = files.filter(file => file.bytes > 0 && file.bytes < 1024);
	const texts = await past.texts(short.map(file => `${commit}:${file.path}`), 1024);
	return new Map(short.flatMap(file => {
		const oid = /^version https:\/\/git-lfs\.github\.com\/spec\/v1\n(?:.*\n)*?oid sha256:([0-9a-f]{64})\n/.exec(texts.get(`${commit}:${file.path}`) ?? '')?.[1];
		return oid === undefined ? [] : [[file.path, oid] as const];
	}));
}

/** Where this clone keeps the bytes of a pointer, if it has fetched them. */
async function lfsObject(oid: string, { root, here }: Seen): Promise<WorkspacePath | undefined> {
	const top = here('');
	const at = top === undefined ? undefined : `${top}.git/lfs/objects/${oid.slice(0, 2)}/${oid.slice(2, 4)}/${oid}`;
	return at !== undefined && await root.locate(at) !== undefined ? at : undefined;
}

/** Bytes that the commit has by DVC's digest: of the path itself, or of a folder around it. */
async function trackedAt(commit: string, path: string, place: WorkspacePath, seen: Seen): Promise<FoundBytes> {
	const around = ancestors(path);
	const names = [...[path, ...around].filter(one => one !== '').map(one => `${one}.dvc`), ...around.flatMap(folder => [posix.join(folder, 'dvc.lock'), posix.join(folder, 'dvc.yaml')])];
	const texts = await seen.past.texts(names.map(name => `${commit}:${name}`));
	const said = new Map(names.flatMap(name => { const [text, at] = [texts.get(`${commit}:${name}`), seen.here(name)]; return text === undefined || at === undefined ? [] : [[at, text] as const]; }));
	const all: Tracked = await tracked(said, seen.warnings);
	const out = all.outs.find(one => one.path === place) ?? all.outs.find(one => one.folder && place.startsWith(`${one.path}/`));
	if (!out && texts.size > said.size) { return nowhere(`The DVC files of commit ${commit.slice(0, 7)} are outside this workspace folder. Import it from the root of the repository.`); }
	if (!out) { return nowhere(`Commit ${commit.slice(0, 7)} has neither ${path} nor a DVC file for it.`); }
	const located = await locateOut(out, seen.root, { past: true, ...(seen.signal ? { signal: seen.signal } : {}) });
	if (located.is !== 'cached') { return nowhere(located.is === 'missing' ? `At commit ${commit.slice(0, 7)}: ${located.why}` : ''); }
	const inside = place === out.path ? '' : place.slice(out.path.length + 1);
	const files = located.files.filter(file => inside === '' || file.path === inside || file.path.startsWith(`${inside}/`));
	if (files.length === 0) { return nowhere(`In commit ${commit.slice(0, 7)} DVC's ${out.path} holds no ${inside}.`); }
	return {
		in: 'pieces', path: place, from: `.dvc/cache, by commit ${commit.slice(0, 7)}`, beside: await besideAt(commit, path, all.metrics, seen),
		pieces: files.map(file => ({ path: file.path === '' ? out.path : `${out.path}/${file.path}`, from: { at: file.at, md5: file.md5, anyLineEnds: out.anyLineEnds } })),
	};
}

/** '' and the folders around a path, the nearest last. */
function ancestors(path: string): readonly string[] {
	const parts = path.split('/').slice(0, -1);
	return ['', ...parts.map((_, index) => parts.slice(0, index + 1).join('/'))];
}

/** Small files that say more of a model: what stood in the folders around it, and the metrics that a stage of DVC wrote. */
async function besideAt(commit: string, path: string, metrics: readonly WorkspacePath[], seen: Seen): Promise<readonly Piece[]> {
	const found = new Map<string, PastFile>();
	for (const folder of ancestors(path)) {
		for (const file of await seen.past.files(commit, folder, { deep: false })) { found.set(file.path, file); }
	}
	for (const metric of metrics) {
		const name = [...found.keys()].find(one => seen.here(one) === metric);
		if (name === undefined) { for (const file of await seen.past.files(commit, seen.there(metric))) { found.set(file.path, file); } }
	}
	return [...found.values()].filter(file => file.kind === 'file' && file.path !== path && !file.path.startsWith(`${path}/`) && file.bytes <= besideLimit && saysMore.test(file.path) && seen.here(file.path) !== undefined)
		.slice(0, mostBeside).map(file => pieceOf(commit, file, seen));
}
