import type { Git } from '../git/git';
import type { Logger } from '../log';
import type { WorkspacePath } from '../model';
import type { OpenSqlite } from '../runs/openSqlite';
import type { FoundStore, ImportTool } from './found';

/** Where a registry is looked for. */
export interface ImportPlace {
	/** Absolute. */
	readonly workspace: string;
	/** A folder or file in it; '' is the workspace itself. */
	readonly path: WorkspacePath;
	readonly sqlite: OpenSqlite;
	/** Undefined where git must not be run. */
	readonly git: Git | undefined;
	readonly log: Logger;
	/** SHA-256 of a file or folder of the workspace. */
	readonly digestOf: (path: WorkspacePath) => Promise<string>;
	readonly signal?: AbortSignal;
}

/** A tool whose registries are read. One file each, one line in the table of `index.ts`. */
export interface ImportSource {
	readonly tool: ImportTool;
	/** As shown: 'MLflow'. */
	readonly title: string;
	/** What it looks for, for the sentence where there is none: 'MLflow registry (mlruns/models or mlflow.db)'. */
	readonly what: string;
	/** Reads what is there; nothing is written, nothing executed. Throws 'damaged-file', 'unreadable', 'git-failed', 'cancelled'. */
	read(place: ImportPlace): Promise<readonly FoundStore[]>;
}
