import type { Metric, Param, Warning, WorkspacePath } from '../model';

/** The tools whose registries can be brought in. */
export type ImportTool = 'mlflow' | 'wandb' | 'gto' | 'dvc';

/** A file that is put where it belongs before it is registered. */
export interface Piece {
	/** Where it belongs, in the workspace. */
	readonly path: WorkspacePath;
	/** A file of the workspace, with the MD5 or SHA-256 (hex) that it has to have, or a blob of a repository. */
	readonly from:
		| { readonly at: WorkspacePath; readonly md5?: string; readonly sha256?: string; /** DVC before 3 hashed text with its line ends as LF. */ readonly anyLineEnds?: boolean }
		/** `near`: a folder of the repository, in the workspace. `name`: 'commit:path'. */
		| { readonly object: string; readonly name: string; readonly near: WorkspacePath };
	readonly bytes?: number;
}

/** Where the bytes of a version are. */
export type FoundBytes =
	| { readonly in: 'workspace'; readonly path: WorkspacePath }
	/** They have to be brought together first: `path` is then what they are called. `beside`: small files that say more of them. */
	| { readonly in: 'pieces'; readonly path: WorkspacePath; readonly pieces: readonly Piece[]; readonly beside: readonly Piece[]; /** For people: 'commit 1a2b3c4'. */ readonly from: string }
	/** `why`: one sentence, with what to do about it. */
	| { readonly in: 'nowhere'; readonly why: string };

/** A version in another registry. */
export interface FoundVersion {
	/** As the tool calls it, unique in its model: '3', 'v1.2.0', a digest. */
	readonly version: string;
	/** The number that it would have here, where the tool counts as this registry does. */
	readonly number?: number;
	readonly created?: Date;
	readonly author?: string;
	/** Markdown. */
	readonly notes?: string;
	readonly tags: Readonly<Record<string, string>>;
	/** Why it isn't to be used any more; absent where it is. */
	readonly retired?: string;
	readonly bytes: FoundBytes;
	/** The run that made it, and the folder where its record is read. */
	readonly run?: { readonly id: string; readonly folder: WorkspacePath };
	/** What the registry itself says of it. */
	readonly params?: readonly Param[];
	readonly metrics?: readonly Metric[];
	/** The commit of its code. `exact`: nothing was changed after it. */
	readonly code?: { readonly commit: string; readonly exact: boolean };
}

export interface FoundModel {
	/** Unique in its registry. */
	readonly name: string;
	/** What it would be called here, where its name says more than one would. */
	readonly shorter?: string;
	/** Markdown. */
	readonly description?: string;
	readonly tags: Readonly<Record<string, string>>;
	readonly aliases: readonly { readonly alias: string; readonly version: string }[];
	/** Oldest first. */
	readonly versions: readonly FoundVersion[];
}

/** A whole registry. */
export interface FoundStore {
	/** Tells it from others, on every machine alike: 'mlflow:mlruns'. */
	readonly id: string;
	readonly models: readonly FoundModel[];
	/** What is left out of it, and why. */
	readonly warnings: readonly Warning[];
}
