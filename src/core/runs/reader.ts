import type { Input, Metric, MetricHistory, Param, Warning, WorkspacePath } from '../model';
import type { OpenSqlite } from './openSqlite';

/** A folder of the workspace, as the readers of training records see it. All reads are bounded; links out of the workspace are not followed. */
export interface RunFolder {
	/** Relative to the workspace folder; '' is the workspace itself. */
	readonly path: WorkspacePath;
	/** Names in it, sorted. */
	readonly files: readonly string[];
	readonly folders: readonly string[];
	/** Text of a file in or below this folder, at most `limit` bytes (8 MiB unless told); undefined where there is none. Throws RegistryError('damaged-file') for a longer one. */
	text(relative: string, limit?: number): Promise<string | undefined>;
	/** Absolute path of a file in or below it, for readers that need ranges; undefined where there is none or it leads outside. */
	locate(relative: string): Promise<string | undefined>;
	/** Size and time of a file in or below it. */
	stat(relative: string): Promise<{ readonly bytes: number; readonly modified: Date } | undefined>;
	/** A folder below it. */
	folder(relative: string): Promise<RunFolder | undefined>;
}

/** What a tool puts several runs under: an experiment, a sweep, a search. */
export interface RunGroup {
	/** Unique in the workspace, among the groups of the same tool. */
	readonly id: string;
	readonly name: string;
	readonly kind: 'experiment' | 'sweep';
}

/** What a training tool left of one run. */
export interface FoundRun {
	/** The reader's `tool`. */
	readonly tool: string;
	/** The tool's own id; unique among the runs of that tool in the workspace. */
	readonly id: string;
	readonly name?: string;
	/** The file or folder that holds the run's record. */
	readonly path: WorkspacePath;
	readonly status?: 'running' | 'finished' | 'failed' | 'unknown';
	readonly startedAt?: Date;
	readonly endedAt?: Date;
	readonly command?: string;
	/** Where the command was run, in the workspace, if the tool says so. */
	readonly commandFolder?: WorkspacePath;
	/** What it ran on, in a few words. */
	readonly hardware?: string;
	/** Empty in a list, where each would be a file to read. */
	readonly params: readonly Param[];
	/** How many there are, where they were not read. */
	readonly paramCount?: number;
	readonly metrics: readonly Metric[];
	readonly histories?: Readonly<Record<string, MetricHistory>>;
	readonly inputs?: readonly Input[];
	readonly environment?: Readonly<Record<string, string>>;
	/** Files that the tool says this run made: how a model file finds its run wherever it stands. `best` is the tool's own word, `name` what it calls a file whose place it doesn't know. */
	readonly outputs?: readonly { readonly path?: WorkspacePath; readonly sha256?: string; readonly md5?: string; readonly bytes?: number; readonly name?: string; readonly best?: boolean }[];
	readonly group?: RunGroup;
	/** Id of the run, of the same tool, that started this one. */
	readonly parent?: string;
	/** The metric that the tool itself judges the run by, where its name doesn't tell. */
	readonly judgedBy?: { readonly metric: string; readonly direction: 'higher' | 'lower' };
	/** How far the training is, from 0 to 1, where the tool says so. */
	readonly progress?: number;
	/** The page of the run, where the tool keeps one. Always https. */
	readonly url?: string;
	readonly warnings?: readonly Warning[];
}

/** A model file whose run is looked for. */
export interface MadeFile {
	readonly path: WorkspacePath;
	/** Absent for a folder. */
	readonly bytes?: number;
	/** Hex digest of its bytes, reckoned when first asked for; undefined for a file that is too long for it. */
	readonly md5?: () => Promise<string | undefined>;
	/** Ids of runs that the file itself, or a manifest beside it, names. */
	readonly runIds: readonly string[];
	/** What the file says that it was made with. */
	readonly params?: readonly Pick<Param, 'name' | 'value'>[];
}

export interface ReadOptions {
	/** Without histories and what else a list has no use for. */
	readonly brief: boolean;
	/** Only runs that may have made this file are asked for. A reader of many runs spares itself the others; any may ignore it. */
	readonly of?: MadeFile;
	/** What opens the databases of tools; without it they are passed over. */
	readonly sqlite?: OpenSqlite;
	/** The run recorded in this folder, where it was read before and hasn't changed since. A reader of many runs asks; any may ignore it. */
	readonly known?: (path: WorkspacePath) => FoundRun | undefined;
}

/** The records of one training tool. One file each, one line in the table of `index.ts`. */
export interface RunReader {
	/** As recorded: 'mlflow'. */
	readonly tool: string;
	/** As shown: 'MLflow'. */
	readonly title: string;
	/** Names of files or folders whose presence in a folder is worth a look: exact names, or patterns. The folder is not opened for anything else. */
	readonly markers: readonly (string | RegExp)[];
	/**
	 * Set where one place holds the runs of many models, as a tracking store does: a run is then tied to a file only where its outputs
	 * name the file or the file lies in the run's own folder. Otherwise what lies beside or above a file is taken to be about it.
	 */
	readonly store?: boolean;
	/** The runs recorded in this very folder (not in folders below it that are found by their own markers). */
	read(folder: RunFolder, options: ReadOptions): Promise<readonly FoundRun[]>;
}
