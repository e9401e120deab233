import { posix } from 'node:path';
import { RegistryError } from '../errors';
import type { Warning, WorkspacePath } from '../model';
import { bestCheckpoint, type BestBecause } from './bestCheckpoint';
import { checkpointsOf, type Checkpoint } from './checkpoints';
import { placedRuns, type PlacedRun, type SeenFolder } from './find';
import { breathe } from '../files/breathe';
import type { FoundRun } from './reader';
import type { OpenSqlite } from './openSqlite';

/** A run with the models that it left, newest first, and the one to register. */
export interface ShelvedRun extends PlacedRun {
	readonly checkpoints: readonly Checkpoint[];
	readonly best: { readonly path: WorkspacePath; readonly because: BestBecause } | undefined;
}

export interface Shelved { readonly runs: readonly ShelvedRun[]; readonly problems: readonly Warning[] }

/** More changes than this at once are taken for a change of everything: a checkout. */
const mostChanges = 500;

/** The training runs of one workspace, remembered, so that after a change only what it touches is read again. */
export class RunShelf {
	readonly #folders = new Map<WorkspacePath, SeenFolder>();
	/** By folder of the record. */
	readonly #known = new Map<WorkspacePath, ShelvedRun>();
	readonly #runs = new Map<FoundRun, ShelvedRun>();
	#turn: Promise<unknown> = Promise.resolve();

	/** `workspace` is absolute. */
	constructor(private readonly workspace: string, private readonly sqlite: OpenSqlite) {}

	/** The next list looks again at what these files and folders may have changed; at everything without them. One that is under way may have looked already. */
	forget(changed?: readonly WorkspacePath[]): void {
		this.#turn = this.#turn.then(() => { this.#forget(changed); });
	}

	#forget(changed: readonly WorkspacePath[] | undefined): void {
		if (!changed || changed.length > mostChanges) {
			for (const map of [this.#folders, this.#known, this.#runs]) { map.clear(); }
			return;
		}
		for (const path of changed) {
			for (const folder of above(path)) {
				const seen = this.#folders.get(folder);
				if (seen && concerns(seen, folder, path)) { this.#folders.delete(folder); }
			}
			for (const shelved of [...this.#runs.values()]) {
				if (!touches(shelved.run, path)) { continue; }
				this.#runs.delete(shelved.run);
				this.#known.delete(shelved.run.path);
			}
		}
	}

	/** All runs, in no order. Lists that are asked for together come one after the other. Throws RegistryError('cancelled'). */
	list(signal?: AbortSignal): Promise<Shelved> {
		const mine = this.#turn.then(() => this.#list(signal));
		this.#turn = mine.catch(() => undefined /* Who asked for it is told. */);
		return mine;
	}

	async #list(signal: AbortSignal | undefined): Promise<Shelved> {
		const problems: Warning[] = [];
		const placed: PlacedRun[] = [];
		const options = {
			seen: this.#folders, sqlite: this.sqlite, onProblem: (problem: Warning) => void problems.push(problem), ...(signal ? { signal } : {}),
			known: (path: WorkspacePath): FoundRun | undefined => this.#known.get(path)?.run,
		};
		for await (const one of placedRuns(this.workspace, options)) { placed.push(one); }
		const folders = new Set(placed.filter(({ reader }) => !reader.store).map(({ run }) => run.path));
		const runs: ShelvedRun[] = [];
		for (const one of placed) {
			await breathe();
			if (signal?.aborted) { throw new RegistryError('cancelled', { what: 'Looking for training runs' }); }
			runs.push(this.#runs.get(one.run) ?? await this.#shelve(one, folders));
		}
		this.#runs.clear();
		this.#known.clear();
		for (const one of runs) {
			this.#runs.set(one.run, one);
			if (one.reader.store) { this.#known.set(one.run.path, one); }
		}
		return { runs, problems };
	}

	async #shelve(placed: PlacedRun, folders: ReadonlySet<WorkspacePath>): Promise<ShelvedRun> {
		const checkpoints = await checkpointsOf(placed, this.workspace, folders);
		return { ...placed, checkpoints, best: await bestCheckpoint(placed.run, checkpoints, this.workspace) };
	}
}

/** A file's or folder's own path, and all folders above it. */
function above(path: WorkspacePath): readonly WorkspacePath[] {
	const found: WorkspacePath[] = [path];
	for (let at = path; at !== ''; found.push(at)) { at = posix.dirname(at) === '.' ? '' : posix.dirname(at); }
	return found;
}

/** Whether a change at `path` may be one of what `folder` held: of its own names, of a run's record, of what a reader looks into from there. */
function concerns(seen: SeenFolder, folder: WorkspacePath, path: WorkspacePath): boolean {
	const [first = '', ...rest] = path.slice(folder === '' ? 0 : folder.length + 1).split('/');
	if (rest.length === 0 || seen.runs.some(({ run }) => touches(run, path))) { return true; }
	const below = folder === '' ? first : `${folder}/${first}`;
	return !seen.below.includes(below) && (!first.startsWith('.') || first === '.hydra') && first !== 'node_modules';
}

function touches({ path: record, outputs }: FoundRun, path: WorkspacePath): boolean {
	const near = (place: WorkspacePath): boolean => place === path || path.startsWith(`${place}/`) || place.startsWith(`${path}/`);
	return record === '' || near(record) || (outputs ?? []).some(output => output.path !== undefined && near(output.path));
}
