import type { Logger } from '../log';
import { silentLog } from '../log';
import type { Artifact, ArtifactFile, Digest, StoragePolicy, WorkspacePath } from '../model';
import type { Gentle, Watched } from './cancel';
import type { Checked } from './check';
import { check, keptAt } from './check';
import type { Digested } from './digestOf';
import { digestOf } from './digestOf';
import type { Search } from './findElsewhere';
import { findElsewhere } from './findElsewhere';
import { list } from './listing';
import type { Materialised, MaterialiseOptions } from './materialise';
import { materialise } from './materialise';
import { holds } from './objects';
import type { Place } from './place';
import { objectPath } from './place';
import type { StagedArtifact } from './stage';
import { stage } from './stage';
import type { StoredObject } from './stored';
import { stored } from './stored';
import { sweep } from './sweep';
import type { TemporaryFolder } from './temporary';
import { makeTemporaryFolder } from './temporary';
import type { Moved, Trashed } from './trash';
import { emptyTrash, listTrash, lost, trash, untrash } from './trash';
import type { Usage } from './usage';
import { usage } from './usage';

export type { Progress, Watched } from './cancel';
export type { Checked, StoredState } from './check';
export type { Digested } from './digestOf';
export type { HandOutMode } from './handOut';
export type { Materialised, MaterialiseOptions } from './materialise';
export type { StagedArtifact } from './stage';
export type { StoredObject } from './stored';
export type { TemporaryFolder } from './temporary';
export type { Moved, Trashed } from './trash';
export type { Usage } from './usage';

/**
 * The content-addressed store: `artifacts/sha256/ab/cdef…`, one read-only file per digest. It remembers nothing; any number of processes may
 * use one at the same time. All paths that go in are absolute, all that come out of it too unless said otherwise. Whatever fails or is
 * cancelled leaves no trace. Every verb may throw 'unreadable', 'unwritable' and, if it takes a signal, 'cancelled'.
 */
export interface ArtifactStore {
	/**
	 * Hashes and stores a file or folder of the workspace, in one pass over its bytes, where nobody sees it until it is published.
	 * With `from` the bytes are read there, in a temporary folder of this store, and `path` is only what they are called; they are copied.
	 * Throws 'not-found', 'not-a-file', 'empty-file', 'empty-folder', 'too-many-files', 'link-loop', 'outside', 'inside-registry',
	 * 'bad-path', 'changed-while-read', 'disk-full', 'not-initialised', 'registry-is-a-file'.
	 */
	stage(path: string, options: Watched & { readonly policy: StoragePolicy; readonly from?: string }): Promise<StagedArtifact>;
	/** A folder of one's own, for bytes that are brought together before they are staged. What an ended process left of it, `sweep` removes. */
	temporaryFolder(): Promise<TemporaryFolder>;
	/** As `stage`, and stores nothing. */
	digestOf(path: string, options?: Watched): Promise<Digested>;
	/** Bytes of a file or folder of the workspace, by listing: none is opened. Throws as `stage`. */
	sizeOf(path: string, signal?: AbortSignal): Promise<number>;
	/** Where an object stands, or would. Throws 'bad-value' for what is no digest. */
	objectPath(sha256: Digest): string;
	has(sha256: Digest): Promise<boolean>;
	/** Where the bytes of a version's file are looked for: in the store, or in the workspace where they are only referred to. Throws 'bad-path', 'bad-value'. */
	keptAt(artifact: Pick<Artifact, 'kind' | 'path' | 'storage'>, file: ArtifactFile): string;
	/** Whether a version's files are there with their sizes and, if `deep`, their bytes. In the order of `artifact.files`. */
	check(artifact: Pick<Artifact, 'kind' | 'path' | 'storage' | 'files'>, options: Watched & Gentle & { readonly deep: boolean }): Promise<Checked[]>;
	/** Files of the workspace that have these bytes; environments, dependencies and repositories' insides are not searched. */
	findElsewhere(wanted: readonly Pick<ArtifactFile, 'sha256' | 'bytes'>[], options?: Search): Promise<Map<Digest, WorkspacePath>>;
	/**
	 * Puts the files of a version into a folder, which may be anywhere but in the registry, all or none, and checks each one's bytes on the way.
	 * What is there with the same bytes stays. Throws 'would-overwrite' (before anything is written, unless `force`), 'bytes-missing',
	 * 'bytes-modified', 'bad-path', 'through-link', 'inside-registry', 'disk-full'.
	 */
	materialise(files: readonly ArtifactFile[], toFolder: string, options: MaterialiseOptions): Promise<Materialised>;
	/** Takes objects out of the store, all or none, so that `untrash` can bring them back. What isn't there is passed over. `label`: letters, digits, '-', '_'. */
	trash(sha256s: Iterable<Digest>, label: string): Promise<Moved>;
	/** Brings back what `trash` took under this label, and what of `wanted` it took under others. A count of 0: there was nothing any more. */
	untrash(label: string, wanted?: Iterable<Digest>): Promise<Moved>;
	/** Which of these are nowhere: neither in the store nor among what `trash` took, under whatever label. */
	lost(sha256s: Iterable<Digest>): Promise<Digest[]>;
	/** Deletes for ever what `trash` took. */
	emptyTrash(label: string): Promise<Moved>;
	listTrash(): Promise<Trashed[]>;
	/** Removes what interrupted stagings left: those of processes of this machine that have ended, and others' when a day old. Returns their number. */
	sweep(): Promise<number>;
	/** What is stored, by listing. */
	stored(): Promise<StoredObject[]>;
	/** Number and size of what is stored, by listing. */
	usage(): Promise<Usage>;
}

/** Opens nothing and makes nothing: folders are made when something is stored. `registryFolder` is `.model-registry`; both paths are absolute. */
export function openArtifacts(options: { readonly registryFolder: string; readonly workspace: string; readonly log?: Logger }): ArtifactStore {
	const place: Place = { ...options, log: options.log ?? silentLog };
	return {
		stage: (path, how) => stage(place, path, how),
		temporaryFolder: () => makeTemporaryFolder(place),
		digestOf: (path, how = {}) => digestOf(place, path, how),
		sizeOf: async (path, signal) => (await list(place, path, `Measuring ${path}`, signal)).bytes,
		objectPath: sha256 => objectPath(place, sha256),
		has: sha256 => holds(place, sha256),
		keptAt: (artifact, file) => keptAt(place, artifact, file),
		check: (artifact, how) => check(place, artifact, how),
		findElsewhere: (wanted, how = {}) => findElsewhere(place, wanted, how),
		materialise: (files, toFolder, how) => materialise(place, files, toFolder, how),
		trash: (sha256s, label) => trash(place, sha256s, label),
		untrash: (label, wanted) => untrash(place, label, wanted),
		lost: sha256s => lost(place, sha256s),
		emptyTrash: label => emptyTrash(place, label),
		listTrash: () => listTrash(place),
		sweep: () => sweep(place),
		stored: () => stored(place),
		usage: () => usage(place),
	};
}
