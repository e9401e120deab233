/** Ids of the editor of model files. VS Code has one priority for an id: the first opens on a click, the second is offered beside another editor. */
export const inspectViewTypes = ['modelRegistry.inspect', 'modelRegistry.inspectToo'] as const;

/** Extensions that no other editor shows. */
const ours = /\.(safetensors|gguf)$/;

/** The id that a file opens with, by its name or by a glob of names. */
export function inspectViewType(name: string): (typeof inspectViewTypes)[number] {
	return inspectViewTypes[ours.test(name) ? 0 : 1];
}

/** The panel that compares versions. */
export const compareViewType = 'modelRegistry.compare';

/** The page where conflicts are decided. */
export const conflictsViewType = 'modelRegistry.conflicts';

/** The page of a model. */
export const modelViewType = 'modelRegistry.model';

/** The page of lineage. */
export const lineageViewType = 'modelRegistry.lineagePage';

/** Documents of the registry: cards, records, and texts of versions in VS Code's own diff. */
export const textScheme = 'model-registry';
