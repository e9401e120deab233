import type { Id, Warning, WorkspacePath } from '../model';
import type { FoundVersion, ImportTool } from './found';

/** What an import would do. Plain data: it can be shown, kept, and run later; what has happened by then is looked at anew. */
export interface ImportPlan {
	readonly tool: ImportTool;
	/** Where it was looked; '' is the workspace. */
	readonly path: WorkspacePath;
	/** 'mlflow:mlruns' */
	readonly stores: readonly string[];
	/** In the order in which they are registered: oldest first. */
	readonly versions: readonly PlannedVersion[];
	readonly models: readonly PlannedModel[];
	readonly aliases: readonly PlannedAlias[];
	/** What is left out of all that, and why. */
	readonly warnings: readonly Warning[];
}

export interface PlannedVersion {
	/** The model that it is a version of here. */
	readonly model: string;
	/** As the other registry calls it. */
	readonly version: string;
	/** The value of its tag 'imported-from': 'mlflow:mlruns/churn/3'. */
	readonly origin: string;
	/** Where its bytes come from, for people. */
	readonly from: string;
	/** `exists`: it was imported before, and `changes` is what is new of it since. `skip`: `why` not. */
	readonly action: 'register' | 'exists' | 'skip';
	readonly why?: string;
	readonly id?: Id;
	/** Aliases that it gets. */
	readonly aliases: readonly string[];
	readonly tags: Readonly<Record<string, string>>;
	/** Why it is archived when it is there; absent where it isn't. */
	readonly retired?: string;
	readonly changes: readonly Change[];
	readonly store: string;
	readonly found: FoundVersion;
}

/** What is done to a version that is there. */
export type Change =
	| { readonly do: 'tag'; readonly tag: string; readonly value: string }
	| { readonly do: 'note'; readonly text: string }
	| { readonly do: 'archive' | 'restore'; readonly reason: string }
	/** Nothing: it was changed here, and the other registry says otherwise. One sentence. */
	| { readonly do: 'keep'; readonly why: string };

export interface PlannedModel {
	readonly model: string;
	/** As the other registry calls it. */
	readonly name: string;
	/** 'mlflow:mlruns/churn' */
	readonly origin: string;
	/** `create`: it has no version there, and isn't here. `skip`: none of its versions comes. */
	readonly action: 'create' | 'update' | 'skip';
	/** Why it is called otherwise here, or what is kept as it is. */
	readonly why?: string;
	readonly tags: Readonly<Record<string, string>>;
	/** The model card that is written; Markdown. */
	readonly card?: string;
	readonly store: string;
}

export interface PlannedAlias {
	readonly model: string;
	readonly alias: string;
	/** The version that the other registry gives it to; null where it gives it to none any more. */
	readonly version: string | null;
	readonly origin: string | null;
	/** `stands`: it is there. `keep`: `why` it isn't touched. */
	readonly action: 'set' | 'remove' | 'stands' | 'keep';
	readonly why?: string;
	readonly store: string;
}
