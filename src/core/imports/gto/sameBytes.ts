import { lstat, readdir } from 'node:fs/promises';
import { createHash } from 'node:crypto';
import { join, posix } from 'node:path';
import { hashOf } from '../../files/hashOf';
import type { Past } from '../../git/past';
import { tracked } from '../dvc/tracked';

/** What is hashed to find the version that it is: some seconds of reading. */
const maxBytes = 2 * 1024 * 1024 * 1024;
const maxFiles = 1_000;
const pointer = /^version https:\/\/git-lfs\.github\.com\/spec\/v1\n(?:.*\n)*?oid sha256:([0-9a-f]{64})\n/;

interface Here { readonly path: string; readonly at: string; readonly bytes: number }

/**
 * Tells of each commit whether it has the same bytes at a path of the repository as the file or folder that stands there now: by git's own names for
 * contents, by Git LFS's pointers, or by DVC's digests. What is too long to hash is the same as nothing. `at` is the absolute path.
 */
export async function sameBytes(past: Past, commits: readonly string[], at: string): Promise<(commit: string) => Promise<boolean>> {
	const { path } = past;
	const here = await filesAt(at);
	const digests = new Map<string, Promise<string>>();
	const digest = (file: Here, algorithm: 'md5' | 'sha1' | 'sha256', before = '') => {
		const key = `${algorithm} ${before} ${file.at}`;
		const known = digests.get(key) ?? hashOf(file.at, algorithm, before);
		digests.set(key, known);
		return known;
	};
	const isBlob = async (file: Here, object: string, bytes: number, text: string | undefined) => {
		const oid = bytes === file.bytes ? undefined : pointer.exec(text ?? '')?.[1];
		if (oid !== undefined) { return await digest(file, 'sha256') === oid; }
		return bytes === file.bytes && await digest(file, object.length === 64 ? 'sha256' : 'sha1', `blob ${bytes}\0`) === object;
	};
	const objects = await past.objects(commits.map(commit => `${commit}:${path}`));
	return async commit => {
		const object = objects.get(`${commit}:${path}`);
		if (!here) { return false; }
		if (!object) { return isTracked(past, commit, here, digest); }
		const files = object.type === 'tree' ? await past.files(commit, path) : [{ path, object: object.object, bytes: object.bytes }];
		const texts = await past.texts(files.filter(file => file.bytes < 1024).map(file => `${commit}:${file.path}`), 1024);
		if (files.length !== here.length) { return false; }
		for (const file of files) {
			const own = here.find(one => posix.join(path, one.path) === file.path);
			if (!own || !await isBlob(own, file.object, file.bytes, texts.get(`${commit}:${file.path}`))) { return false; }
		}
		return files.length > 0;
	};
}

/** Whether DVC's word for the path at a commit is the digest of what is here (DVC documentation, '.dvc files', 'Structure of the cache directory'). */
async function isTracked(past: Past, commit: string, here: readonly Here[], digest: (file: Here, algorithm: 'md5') => Promise<string>): Promise<boolean> {
	const { path } = past;
	const parts = path.split('/').slice(0, -1);
	const folders = ['', ...parts.map((_, index) => parts.slice(0, index + 1).join('/'))];
	const names = [`${path}.dvc`, ...folders.flatMap(folder => [posix.join(folder, 'dvc.lock'), posix.join(folder, 'dvc.yaml')])];
	const texts = await past.texts(names.map(name => `${commit}:${name}`));
	const { outs } = await tracked(new Map([...texts].map(([name, text]) => [name.slice(commit.length + 1), text])), []);
	const out = outs.find(one => one.path === path);
	if (!out) { return false; }
	const [only] = here;
	if (!out.folder) { return only?.path === '' && here.length === 1 && await digest(only, 'md5') === out.md5; }
	const list: string[] = [];
	// As Python's json.dumps writes it.
	for (const file of [...here].sort((a, b) => (a.path < b.path ? -1 : 1))) { list.push(`{"md5": "${await digest(file, 'md5')}", "relpath": ${ascii(file.path)}}`); }
	return createHash('md5').update(`[${list.join(', ')}]`).digest('hex') === out.md5;
}

function ascii(text: string): string {
	return JSON.stringify(text).replace(/[\u0080-\uffff]/g, unit => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/** The file itself ('' for its path), or all files of a folder; undefined where they are too many or too long. */
async function filesAt(at: string): Promise<readonly Here[] | undefined> {
	const own = await lstat(at);
	if (own.isFile()) { return own.size > maxBytes ? undefined : [{ path: '', at, bytes: own.size }]; }
	const entries = await readdir(at, { recursive: true, withFileTypes: true });
	const files = entries.filter(entry => !entry.isDirectory());
	if (files.length > maxFiles || files.some(entry => !entry.isFile())) { return undefined; }
	const found: Here[] = [];
	for (const { parentPath, name } of files) {
		const full = join(parentPath, name);
		found.push({ path: full.slice(at.length + 1).replaceAll('\\', '/'), at: full, bytes: (await lstat(full)).size });
	}
	return found.reduce((sum, { bytes }) => sum + bytes, 0) > maxBytes ? undefined : found;
}
