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

/** A name that a version goes by in another registry, as its tags there say: 'gto.version'. */
export interface FoundTag {
	readonly name: string;
	readonly value: string;
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
export type Relation = 'trained-from' | 'fine-tuned-from' | 'adapter-of' | 'quantised-from' | 'merged-from' | 'distilled-from' | 'converted-from' | 'evaluated-on' | 'trained-on' | 'reproduction-of';

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
export interface RunRef {
	readonly tool: string;
	readonly id: string;
	readonly name?: string;
	readonly path: WorkspacePath;
	/** The command line that started it, as its tool recorded it, without what looks secret. */
	readonly command?: string;
	/** Where that was run, if its tool says so; '' is the workspace folder. */
	readonly folder?: WorkspacePath;
	/** What it ran on, in a few words. */
	readonly hardware?: string;
}

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
	/** Where versions of the environment were read: each name once. */
	readonly environmentFrom?: readonly { readonly source: Source; readonly certainty: Certainty; readonly names: readonly string[] }[];
	readonly warnings: readonly Warning[];
	/** Where sources disagreed: what was chosen, what was not, and why. */
	readonly disagreements: readonly Disagreement[];
	/** What another registry in the same repository calls these bytes; absent where none does. */
	readonly tags?: readonly FoundTag[];
	/** A name for the model that the file, or another registry, suggests, if any. */
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

/** How a version is written for people: 'v4', or 'v4 (01KAX3)' while another version has that number too. */
export type VersionLabel = string;

/** A version as lists show it. */
export interface Version {
	readonly id: Id;
	/** The model's name as it is shown today. */
	readonly model: string;
	/** The settled number; null while two branches have claimed the same one and this version's record is the later. */
	readonly number: number | null;
	readonly label: VersionLabel;
	/** What finds it again: 'churn@v4', or by id while the number isn't settled. */
	readonly ref: string;
	/** The settled ones, production first. */
	readonly aliases: readonly string[];
	/** Aliases that this version holds according to one side of a conflict. */
	readonly contested: readonly string[];
	readonly tags: Readonly<Record<string, string>>;
	readonly artifact: Omit<Artifact, 'files'>;
	readonly framework: string | undefined;
	readonly summary: string | undefined;
	/** Number of weights. */
	readonly parameters: number | undefined;
	readonly tensorCount: number | undefined;
	readonly inputCount: number;
	readonly evaluationCount: number;
	readonly params: Readonly<Record<string, ParamValue>>;
	readonly metrics: Readonly<Record<string, number>>;
	/** Params and metrics as they were written, where that says more than the value. */
	readonly written: Readonly<Record<string, string>>;
	readonly git: Pick<GitState, 'commit' | 'branch' | 'dirty' | 'snapshot'> | null;
	readonly at: Date;
	readonly by: Person;
	/** Markdown; what was said at registration and all notes since, oldest first. */
	readonly notes: string;
	readonly archived: boolean;
	/** When its bytes were purged. */
	readonly purged: Date | undefined;
}

/** Everything that is known of a version. */
export interface VersionDetails extends Version {
	readonly files: readonly ArtifactFile[];
	readonly facts: Pick<Facts, 'kind' | 'library' | 'signature' | 'inputs' | 'runs' | 'environment' | 'warnings' | 'disagreements'>;
	/** Where params, metrics and found tags come from: name → source. Names are 'params.lr', 'metrics.auc', 'tags.gto.version', 'environment.numpy', and 'environment' for all packages that have no entry. */
	readonly sources: Readonly<Record<string, { readonly source: Source; readonly certainty: Certainty }>>;
	readonly gitState: GitState | null;
	/** Why it isn't tied to git, where it isn't. */
	readonly untied: string | undefined;
	/** The record file that registered it, in the workspace. */
	readonly record: WorkspacePath;
}

/** Where a version was measured. Contexts are the same where all of it is; data with the same digest is the same data. */
export interface EvaluationContext {
	readonly dataset?: { readonly name: string; readonly digest?: Digest; readonly path?: WorkspacePath };
	readonly split?: string;
	/** A part of the data: 'region=eu'. */
	readonly slice?: string;
	readonly hardware?: string;
}

/** How a version did in a context. */
export interface Evaluation {
	readonly record: Id;
	readonly version: Id;
	readonly context: EvaluationContext;
	/** May be NaN or infinite. */
	readonly metrics: Readonly<Record<string, number>>;
	/** The file that the metrics were read from. */
	readonly source: WorkspacePath | undefined;
	readonly command: string | undefined;
	/** When it was measured, and when and by whom that was recorded. */
	readonly at: Date;
	readonly recorded: Date;
	readonly by: Person;
}

export interface Alias {
	readonly name: string;
	/** The version in effect. */
	readonly version: Id;
	readonly inConflict: boolean;
}

export interface Model {
	readonly name: string;
	/** What records call it: its first name in lower case. */
	readonly key: string;
	/** How many versions it has, archived ones included. */
	readonly versions: number;
	readonly archived: number;
	/** The version with the highest number that isn't archived. */
	readonly latest: { readonly id: Id; readonly label: VersionLabel } | undefined;
	readonly aliases: readonly Alias[];
	readonly tags: Readonly<Record<string, string>>;
	/** The metric that stands beside its versions' names. */
	readonly primaryMetric: string | undefined;
	/** 'higher' or 'lower' is better, where the team has said so. */
	readonly directions: Readonly<Record<string, 'higher' | 'lower'>>;
	/** How much worse a metric may get from one version to the next and count as noise, where the team has said so: a part of the value before. */
	readonly tolerances: Readonly<Record<string, number>>;
	readonly hasCard: boolean;
	readonly updated: Date;
}

/** How a version came out when it was made again: `equal` is within the tolerance, `failed` that the command itself failed. */
export type ReproductionVerdict = 'identical' | 'equal' | 'different' | 'missing' | 'failed';

/** A metric of a version, and what it was when the version was made again; undefined where it wasn't measured then. */
export interface ReproducedMetric { readonly name: string; readonly was: number; readonly is: number | undefined }

/** A version that was made again from its exact code. */
export interface Reproduction {
	readonly record: Id;
	readonly version: Id;
	readonly verdict: ReproductionVerdict;
	readonly command: string;
	/** Of the bytes that came out; undefined where none did. */
	readonly digest: Digest | undefined;
	readonly metrics: readonly ReproducedMetric[];
	/** Relative: metrics that differ by no more count as equal. */
	readonly tolerance: number;
	readonly at: Date;
	readonly by: Person;
}

/** Two values that don't replace each other. */
export interface Conflict {
	readonly model: string;
	/** 'alias:production', 'tag:team', 'name', 'card', 'archived' */
	readonly name: string;
	/** The version that the value belongs to, where it isn't the model's. */
	readonly subject: string | undefined;
	/** Latest first: the first is in effect for the time being. */
	readonly sides: readonly { readonly record: Id; readonly value: string | null; readonly label: string; readonly at: Date; readonly by: Person; readonly reason: string | undefined }[];
	/** What held before the two moved it. */
	readonly before: { readonly record: Id; readonly value: string | null; readonly label: string } | undefined;
}

export interface HistoryEntry {
	readonly record: Id;
	readonly kind: string;
	readonly at: Date;
	readonly by: Person;
	readonly model: string;
	/** The version it is about, as it is called today. */
	readonly version: VersionLabel | undefined;
	/** Its id: labels of versions that claim the same number may look alike. */
	readonly versionId?: Id;
	/** Of a moved alias: the version that held it as far as the person knew. */
	readonly before: VersionLabel | undefined;
	/** What was done, as a sentence without subject: 'moved production here'. */
	readonly text: string;
	/** What the person said: a reason, or a note. */
	readonly reason: string | undefined;
	readonly file: WorkspacePath;
	/** The commit that brought the record in, where that was asked for: null for one that isn't committed, undefined where nobody can know. */
	readonly commit?: { readonly id: string; readonly subject: string } | null;
}

export interface Problem { readonly path: WorkspacePath; readonly reason: string }

export type FileState = 'ok' | 'missing' | 'modified' | 'moved';
