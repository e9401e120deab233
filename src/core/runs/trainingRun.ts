import type { Id, WorkspacePath } from '../model';
import type { Direction } from '../present/direction';
import type { BestBecause } from './bestCheckpoint';
import type { Checkpoint } from './checkpoints';
import type { RunGroup } from './reader';

/** `unknown`: it isn't running as far as one can tell, and its tool doesn't say how it ended. */
export type RunState = 'running' | 'finished' | 'failed' | 'unknown';

/** Where a run's record is: enough to find it again. */
export interface RunPlace {
	readonly tool: string;
	/** The tool's own id; a path in the workspace where the tool has none. */
	readonly id: string;
	/** The folder in which its record is read. */
	readonly folder: WorkspacePath;
}

/** A training run of the workspace, as a list shows it. */
export interface TrainingRun extends RunPlace {
	/** The tool as it is written: 'MLflow'. */
	readonly title: string;
	readonly name: string;
	/** The file or folder of its record. */
	readonly path: WorkspacePath;
	readonly state: RunState;
	/** From 0 to 1, of one that is running. */
	readonly progress: number | undefined;
	readonly started: Date | undefined;
	/** When it ended; of one that is running, when its record was last written, if that is known. */
	readonly ended: Date | undefined;
	/** What it is judged by: its last value. */
	readonly metric: RunMetric | undefined;
	readonly metrics: Readonly<Record<string, number>>;
	/** How many hyperparameters it recorded. */
	readonly paramCount: number;
	/** Newest first. */
	readonly checkpoints: readonly Checkpoint[];
	readonly best: { readonly path: WorkspacePath; readonly because: BestBecause } | undefined;
	readonly group: RunGroup | undefined;
	/** Id of the run that started this one. */
	readonly parent: string | undefined;
	readonly url: string | undefined;
	readonly command: string | undefined;
	/** The newest version that names it or was registered from its checkpoint. */
	readonly registered: Id | undefined;
}

export interface RunMetric {
	readonly name: string;
	readonly value: number;
	/** As written, where that says more. */
	readonly text: string | undefined;
	/** Which way is better, where that is known. */
	readonly direction: Direction | undefined;
}
