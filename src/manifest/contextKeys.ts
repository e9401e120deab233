/** Every context key that is set, with what it holds. `when` clauses are built from these names only. */
export interface ContextKeys {
	/** Whether a workspace folder has a registry. */
	'modelRegistry.hasRegistry': boolean;
	/** What the view has to show: nothing known yet is undefined. */
	'modelRegistry.content': 'no-registry' | 'empty' | 'models';
	/** Whether the view shows only what holds a text. */
	'modelRegistry.filtered': boolean;
	/** Whether the registry is looked at as it was: nothing can be changed. */
	'modelRegistry.past': boolean;
	/** Whether the view of changes has branches to tell of. */
	'modelRegistry.hasBase': boolean;
	/** Whether a version waits to be compared with another. */
	'modelRegistry.selectedForCompare': boolean;
	/** Whether something waits to be decided. */
	'modelRegistry.hasConflicts': boolean;
	/** Whether records were set aside. */
	'modelRegistry.hasProblems': boolean;
	/** Whether the Lineage view has something to show. */
	'modelRegistry.hasLineage': boolean;
	/** What the Runs Found view has to show: nothing known yet is undefined. `registered`, `hidden`: there are only such. */
	'modelRegistry.runs': 'none' | 'registered' | 'hidden' | 'found';
	/** Whether the person has hidden runs. */
	'modelRegistry.hasHiddenRuns': boolean;
	/** Paths whose bytes are, by size and time, those of a version. Used as a set. */
	'modelRegistry.registeredPaths': Readonly<Record<string, true>>;
	/** Folders that hold a model, found by the files that mark them. Used as a set. */
	'modelRegistry.modelFolders': Readonly<Record<string, true>>;
}

export type ContextKey = keyof ContextKeys;

/** A key as it stands in a `when` clause. */
export const key = <K extends ContextKey>(name: K): K => name;

export const and = (...parts: readonly string[]): string => parts.map(part => (/ \|\| /.test(part) ? `(${part})` : part)).join(' && ');
export const or = (...parts: readonly string[]): string => parts.join(' || ');
export const not = (part: string): string => (/^[\w.]+$/.test(part) ? `!${part}` : `!(${part})`);

export const hasRegistry = key('modelRegistry.hasRegistry');
export const isTrusted = 'isWorkspaceTrusted';
export const inModels = 'view == modelRegistry.models';
export const inLineage = 'view == modelRegistry.lineage';
