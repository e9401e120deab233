import type { Input, Metric, MetricHistory, Param, Signature, Tensor, Warning, WorkspacePath } from '../model';

/** A file that is read by ranges: no reader ever holds a model in memory. */
export interface RangeReader {
	readonly size: number;
	/** Relative to the workspace folder: names the file in sentences and sources. */
	readonly workspacePath: WorkspacePath;
	/** Exactly `length` bytes at `offset`. Throws RegistryError('damaged-file') where the file ends before, and 'damaged-file' past the limit of one read (64 MiB). */
	read(offset: number, length: number): Promise<Buffer>;
}

/** A file or folder that may be a model, as the readers see it. */
export interface Candidate {
	/** Absolute. For reading only; never recorded. */
	readonly path: string;
	/** Relative to the workspace folder: what sources and sentences name. */
	readonly workspacePath: WorkspacePath;
	/** Last part of the path. */
	readonly name: string;
	readonly isDirectory: boolean;
	/** Bytes of the file; 0 for a folder. */
	readonly size: number;
	/** The first bytes of the file, 4 KiB at most; empty for a folder. */
	readonly head: Buffer;
	/** Names in the folder itself, sorted; empty for a file. */
	readonly entries: readonly string[];
	/**
	 * Opens the file, or one by its relative path (inside the folder; beside the file, where this is one), for the time of the call.
	 * A path that leaves that folder is refused, and so is a link that leads out of the workspace folder.
	 */
	open<T>(relative: string | undefined, use: (file: RangeReader) => Promise<T>): Promise<T>;
	/** Another candidate inside the folder, or beside the file; undefined where there is nothing of that name. */
	inside(relative: string): Promise<Candidate | undefined>;
}

/** What one format's reader learns: only what it knows, everything optional. */
export interface FormatFacts {
	readonly kind?: string;
	readonly framework?: string;
	readonly library?: string;
	readonly parameters?: number;
	readonly summary?: string;
	readonly tensors?: readonly Tensor[];
	readonly metadata?: Readonly<Record<string, string>>;
	readonly params?: readonly Param[];
	readonly metrics?: readonly Metric[];
	/** Where the file carries the course of its own training. */
	readonly histories?: Readonly<Record<string, MetricHistory>>;
	readonly inputs?: readonly Input[];
	readonly signature?: Signature;
	readonly environment?: Readonly<Record<string, string>>;
	readonly warnings?: readonly Warning[];
	readonly suggestedName?: string;
}

/** A model file format. One file each, one line in the table of `index.ts`. */
export interface ModelFormat {
	/** As recorded: 'safetensors'. */
	readonly name: string;
	/** As shown: 'Safetensors'. */
	readonly title: string;
	/** With the dot, lower case. They decide where "Register Model…" is offered, and between two formats that both know a file; what a file is, its content says. */
	readonly extensions: readonly string[];
	/** Regular expressions over file names, for extensions too common to offer on every such file: `model.*\\.txt`. */
	readonly fileNames?: readonly string[];
	/** Names of files that make a folder a model of this format. */
	readonly folderMarkers?: readonly string[];
	/** Whether this is one of ours, by content. Must be cheap: the head, the entries, at most a few small reads. */
	matches(candidate: Candidate): boolean | Promise<boolean>;
	/**
	 * Reads headers only. Throws RegistryError('damaged-file') where nothing can be said; what could be read of a damaged file comes back with a warning.
	 *
	 * @param readPart how a folder's reader has the files and folders inside read
	 */
	read(candidate: Candidate, readPart: ReadPart): Promise<FormatFacts>;
}

/** Reads a part of a model by whatever format it is of. Damage to it comes back as a warning. Undefined where no reader knows it, and too deep inside. */
export type ReadPart = (part: Candidate) => Promise<{ readonly format: string; readonly facts: FormatFacts } | undefined>;
