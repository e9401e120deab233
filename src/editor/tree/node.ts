import type { Conflict, FileState, Input, Model, Version } from '../../core/model';
import type { Direction } from '../../core/present/direction';

/** How a model stands: what its rows are measured by and against. */
export interface Standing {
	/** The metric that stands beside its versions' names. */
	readonly metric: string | undefined;
	readonly directions: Readonly<Record<string, Direction>>;
	/** What others are compared with: the version that holds production, or did before a conflict about it. */
	readonly baseline: Version | undefined;
	/** Whether production is in conflict, and the baseline only the last settled one. */
	readonly contested: boolean;
	readonly latest: Version | undefined;
	readonly conflicts: readonly Conflict[];
}

interface Below<P> {
	/** Unique in the view, and the same as long as it stands for the same thing. */
	readonly id: string;
	readonly parent: P;
}

/** A workspace folder, where there are several. */
export interface FolderNode extends Below<undefined> { readonly kind: 'folder'; readonly folder: string; readonly name: string; readonly initialized: boolean; readonly models: number | undefined }
/** Why a folder's registry can't be shown. */
export interface FailureNode extends Below<FolderNode | undefined> { readonly kind: 'failure'; readonly folder: string; readonly sentence: string }
/** Records that were set aside. */
export interface ProblemsNode extends Below<FolderNode | undefined> { readonly kind: 'problems'; readonly folder: string; readonly count: number }
export interface GroupNode extends Below<FolderNode | undefined> { readonly kind: 'group'; readonly folder: string; readonly name: string; readonly models: readonly Model[] }
export interface ModelNode extends Below<FolderNode | GroupNode | undefined> { readonly kind: 'model'; readonly folder: string; readonly model: Model; readonly standing: Standing; /** How many of its versions hold the filter's text; all without one. */ readonly found: number | undefined }
export interface ConflictNode extends Below<ModelNode> { readonly kind: 'conflict'; readonly conflict: Conflict }
export interface VersionNode extends Below<ModelNode | ArchivedNode> { readonly kind: 'version'; readonly folder: string; readonly version: Version; readonly standing: Standing; /** Undefined until it was looked at. */ readonly bytes: () => FileState | undefined }
export interface ArchivedNode extends Below<ModelNode> { readonly kind: 'archived'; readonly folder: string; readonly count: number }
export interface SectionNode extends Below<VersionNode> { readonly kind: 'section'; readonly section: SectionName }
export interface MetricNode extends Below<SectionNode> { readonly kind: 'metric'; readonly name: string; readonly value: number; readonly source: SourcePlace | undefined }
export interface ParameterNode extends Below<SectionNode> { readonly kind: 'parameter'; readonly name: string; readonly text: string; readonly distance: string | undefined; readonly source: SourcePlace | undefined }
export interface FileNode extends Below<SectionNode> { readonly kind: 'file'; readonly path: string; readonly bytes: number; readonly digest: string }
export interface InputNode extends Below<SectionNode> { readonly kind: 'input'; readonly input: Input }
/** A plain fact: what it is called, and what it is. */
export interface FactNode extends Below<SectionNode> { readonly kind: 'fact'; readonly label: string; readonly value: string; readonly icon?: string; readonly copy?: string }
/** Shows the next rows of its parent. */
export interface MoreNode extends Below<TreeNode | undefined> { readonly kind: 'more'; readonly next: number; readonly left: number }

export type SectionName = 'metrics' | 'evaluations' | 'parameters' | 'files' | 'inputs' | 'code';
export interface SourcePlace { readonly tool: string; readonly path?: string; readonly field?: string }

/** What stands in a row of the Models view. The nouns themselves: how they look, rows.ts and item.ts say. */
export type TreeNode =
	| FolderNode | FailureNode | ProblemsNode | GroupNode | ModelNode | ConflictNode | VersionNode | ArchivedNode
	| SectionNode | MetricNode | ParameterNode | FileNode | InputNode | FactNode | MoreNode;

/** The model that a row belongs to. */
export function modelOf(node: TreeNode): ModelNode | undefined {
	let at: TreeNode | undefined = node;
	while (at && at.kind !== 'model') { at = at.parent; }
	return at;
}

/** The version that a row belongs to. */
export function versionOf(node: TreeNode): VersionNode | undefined {
	let at: TreeNode | undefined = node;
	while (at && at.kind !== 'version') { at = at.parent; }
	return at;
}

/** The workspace folder that a row belongs to, as its URI. */
export function folderOf(node: TreeNode): string | undefined {
	let at: TreeNode | undefined = node;
	while (at && !('folder' in at)) { at = at.parent; }
	return at?.folder;
}

