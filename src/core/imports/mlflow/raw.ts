/** A registered model as either of MLflow's stores keeps it. Times are milliseconds since 1970. */
export interface RawModel {
	readonly name: string;
	/** MLflow's workspace, where that isn't the default one. */
	readonly space?: string;
	readonly description?: string;
	readonly tags: ReadonlyMap<string, string>;
	readonly aliases: ReadonlyMap<string, string>;
	readonly versions: readonly RawVersion[];
}

export interface RawVersion {
	readonly version: string;
	readonly created?: number;
	readonly description?: string;
	readonly user?: string;
	/** 'None', 'Staging', 'Production', 'Archived', or 'Deleted_Internal'. */
	readonly stage?: string;
	/** 'READY' when its registration has finished. */
	readonly status?: string;
	/** Where it was registered from, and where its bytes are: URIs or paths of the machine that wrote them. */
	readonly source?: string;
	readonly storage?: string;
	readonly run?: string;
	/** What MLflow saw checked out when the run began. */
	readonly commit?: string;
	readonly runLink?: string;
	readonly tags: ReadonlyMap<string, string>;
}

/** More than any registry that people look at has; what comes after them is left out with a warning. */
export const mostModels = 5_000, mostVersions = 20_000;

/** Prompts share the tables of models (mlflow/prompt/constants.py). */
export const promptTag = 'mlflow.prompt.is_prompt';
