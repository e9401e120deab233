/** The nouns of the registry. All are plain, readonly data: what a page, the CLI or a test may hold. */

/** SHA-256 in 64 lower-case hex digits: of a file's bytes, or of a folder's manifest (see artifacts/manifest.ts). */
export type Digest = string;
/** A ULID: 26 characters, sorted by time. The identity of a record, and of the version that it registered. */
export type Id = string;
/** Relative to the workspace folder, with '/', never '..'. */
export type WorkspacePath = string;

export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

/** Who did it, as git knows them. */
export interface Person { readonly name: string; readonly email: string }

/** Where a value was read. */
export interface Source {
	/** 'safetensors', 'mlflow', 'params-file', 'user', … : the name of a format or run reader. */
	readonly tool: string;
	readonly path?: WorkspacePath;
	/** Place inside the file: 'metrics.auc', 'line 14', a tag. */
	readonly field?: string;
}

/** `certain`: the file says so itself. `likely`: a file beside it says so. `guess`: derived from a name or a time. */
export type Certainty = 'certain' | 'likely' | 'guess';

/** A hyperparameter. Nested ones are flattened with dots; lists of scalars stay lists. */
export type ParamValue = string | number | boolean | null | readonly (string | number | boolean | null)[];

export interface Param {
	readonly name: string;
	readonly value: ParamValue;
	/** As it was written where that says more than the value: `2e-5`. */
	readonly text?: string;
	readonly source: Source;
	readonly certainty: Certainty;
}

/** A final metric. The value may be NaN or infinite. */
export interface Metric {
	readonly name: string;
	readonly value: number;
	/** Significant text as written, where it says more than the value: `0.9130`. */
	readonly text?: string;
	readonly source: Source;
	readonly certainty: Certainty;
}

/** One metric over a training. The arrays are of one length; wall times are milliseconds since 1970. */
export interface MetricHistory {
	readonly steps: readonly number[];
	readonly values: readonly number[];
	readonly times?: readonly number[];
}

export interface Tensor {
	readonly name: string;
	/** In safetensors' names (`F32`, `BF16`, `F8_E4M3`), ggml's for quantised GGUF tensors (`Q4_K`). */
	readonly dtype: string;
	/** Row-major. `null` or a symbol stands for a dimension that isn't fixed. */
	readonly shape: readonly (number | string | null)[];
	readonly bytes?: number;
	/** Tensors with the same key share their storage (tied weights): counted once. */
	readonly storage?: string;
}

/** How a version relates to something that it came from. */
export type Relation = 'trained-from' | 'fine-tuned-from' | 'adapter-of' | 'quantised-from' | 'merged-from' | 'distilled-from' | 'converted-from' | 'evaluated-on' | 'trained-on';

export interface Input {
	readonly relation: Relation;
	readonly name: string;
	readonly digest?: Digest;
	/** Where it is known outside: a Hub id (`hf://distilroberta-base`), a URL, a workspace path. */
	readonly uri?: string;
	readonly source: Source;
	readonly certainty: Certainty;
}

/** Something a person should know before trusting a file. */
export interface Warning {
	/** Kebab-case, stable: 'truncated', 'lfs-pointer', 'dangerous-pickle'. */
	readonly code: string;
	/** One sentence. */
	readonly message: string;
}

export interface SignatureField { readonly name: string; readonly dtype: string; readonly shape: Tensor['shape'] }
export interface Signature { readonly inputs: readonly SignatureField[]; readonly outputs: readonly SignatureField[] }

/** A run of a training tool that produced, or may have produced, a file. */
export interface RunRef { readonly tool: string; readonly id: string; readonly name?: string; readonly path: WorkspacePath }

/** What the model file says of itself, and what was left beside it. Nothing was executed to learn it. */
export interface Facts {
	/** 'model', 'adapter', 'checkpoint', 'lfs-pointer', … */
	readonly kind: string;
	/** The file format's name: 'safetensors'; 'unknown' where no reader knew it. */
	readonly format: string;
	/** 'pytorch', 'lightgbm', 'scikit-learn', …: what it was trained with. */
	readonly framework?: string;
	/** 'transformers', 'peft', 'ultralytics', …: what loads it. */
	readonly library?: string;
	/** Number of trainable or stored weights; tied ones once. */
	readonly parameters?: number;
	/** A few words for a tooltip: '318 trees, 41 features'. */
	readonly summary?: string;
	readonly tensors: readonly Tensor[];
	/** Free key-value pairs of the file's header, as text. Nothing secret. */
	readonly metadata: Readonly<Record<string, string>>;
	readonly params: readonly Param[];
	readonly metrics: readonly Metric[];
	readonly histories: Readonly<Record<string, MetricHistory>>;
	readonly inputs: readonly Input[];
	readonly signature?: Signature;
	readonly runs: readonly RunRef[];
	/** Package name → version, 'python' among them. */
	readonly environment: Readonly<Record<string, string>>;
	readonly warnings: readonly Warning[];
	/** Where sources disagreed: what was chosen, what was not, and why. */
	readonly disagreements: readonly Disagreement[];
	/** A name for the model that the file suggests of itself, if any. */
	readonly suggestedName?: string;
}

export interface Disagreement {
	/** 'params.lr', 'metrics.auc', 'inputs' */
	readonly what: string;
	readonly chosen: { readonly text: string; readonly source: Source };
	readonly others: readonly { readonly text: string; readonly source: Source }[];
	readonly why: string;
}

export interface ArtifactFile { readonly path: string; readonly sha256: Digest; readonly bytes: number }

export type StoragePolicy = 'copy' | 'hardlink' | 'reference';

/** The bytes of a version: a file, or a folder as one thing. */
export interface Artifact {
	readonly digest: Digest;
	readonly kind: 'file' | 'directory';
	readonly format: string;
	readonly bytes: number;
	/** Where it stood when it was registered. */
	readonly path: WorkspacePath;
	readonly storage: StoragePolicy;
	/** Paths are relative to the artifact; a file's is its name. */
	readonly files: readonly ArtifactFile[];
}

/** The state of the code that a version is tied to. */
export interface GitState {
	readonly commit: string | null;
	readonly branch: string | null;
	/** Without user, password or token. */
	readonly remote: string | null;
	readonly dirty: boolean;
	/** The artifact's path inside the repository. */
	readonly path: string;
	/** Commit of the exact state, held by refs/model-registry/<version id>; null where it could not be kept. */
	readonly snapshot: string | null;
	/** What is not in the snapshot, and why: one sentence each. */
	readonly leftOut: readonly string[];
}
