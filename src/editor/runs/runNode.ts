import type { RunGroup } from '../../core/runs/reader';
import type { TrainingRun } from '../../core/runs/trainingRun';

interface Below {
	/** Unique in the view, and the same as long as it stands for the same thing. */
	readonly id: string;
	/** The workspace folder, as its URI. */
	readonly folder: string;
	/** Its name, where there are several. */
	readonly place: string | undefined;
}

/** A training run; those that it started are below it. */
export interface RunNode extends Below { readonly kind: 'run'; readonly run: TrainingRun; readonly children: readonly RunNode[]; readonly best: BestRun | undefined; readonly parent: GroupRow | RunNode | undefined }
/** An experiment or a sweep with its runs. */
export interface GroupRow extends Below { readonly kind: 'runGroup'; readonly group: RunGroup; readonly title: string; readonly children: readonly RunNode[]; readonly best: BestRun | undefined; readonly parent: undefined }
/** Shows the next rows of a list. */
export interface MoreRuns { readonly kind: 'moreRuns'; readonly id: string; readonly parent: GroupRow | RunNode | undefined; readonly next: number; readonly left: number }
/** Why the runs of a folder can't be shown. */
export interface RunsFailure { readonly kind: 'runsFailure'; readonly id: string; readonly parent: undefined; readonly sentence: string }

export interface BestRun { readonly run: TrainingRun; readonly metric: NonNullable<TrainingRun['metric']> }

/** What stands in a row of the Runs Found view. */
export type RunsNode = RunNode | GroupRow | MoreRuns | RunsFailure;

/** Whether what VS Code hands to a command is a row of a run or of several. */
export function isRunRow(value: unknown): value is RunNode | GroupRow {
	return typeof value === 'object' && value !== null && 'kind' in value && (value.kind === 'run' || value.kind === 'runGroup');
}

/** The runs that a row stands for. */
export function runsIn(node: RunNode | GroupRow): readonly RunNode[] {
	return [...node.kind === 'run' ? [node] : [], ...node.children.flatMap(runsIn)];
}
