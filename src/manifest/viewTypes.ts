/** Ids of the editor of model files. VS Code has one priority for an id: the first opens on a click, the second is offered beside another editor. */
export const inspectViewTypes = ['modelRegistry.inspect', 'modelRegistry.inspectToo'] as const;
