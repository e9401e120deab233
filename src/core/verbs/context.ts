import type { ArtifactStore } from '../artifacts/store';
import type { Git } from '../git/git';
import type { Config } from '../ledger/config';
import type { Layout } from '../ledger/layout';
import type { AnyLedger } from '../ledger/ledger';
import type { Logger } from '../log';
import type { Foreground } from './foreground';
import type { RunShelf } from '../runs/shelf';

/** What a verb works with. */
export interface Context {
	readonly layout: Layout;
	readonly ledger: AnyLedger;
	readonly artifacts: ArtifactStore;
	/** Undefined where git must not be run (an untrusted workspace). */
	readonly git: () => Promise<Git> | undefined;
	/** Throws 'not-initialised' where there is no registry. */
	readonly config: () => Promise<Config>;
	/** As `config`, and throws 'newer-schema' where this code must not write. */
	readonly writable: () => Promise<Config>;
	/** The training runs of the workspace, as they were last seen. */
	readonly runs: RunShelf;
	/** What somebody waits for just now. */
	readonly foreground: Foreground;
	readonly log: Logger;
	readonly now: () => Date;
}

export interface Progress {
	/** Bytes done and in all. */
	readonly bytes: number;
	readonly total: number;
}

/** What every long verb takes. */
export interface LongRunning {
	readonly signal?: AbortSignal;
	readonly onProgress?: (progress: Progress) => void;
}
