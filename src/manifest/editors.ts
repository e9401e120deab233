import { modelNames } from './files';
import { inspectViewType, inspectViewTypes } from './viewTypes';

const names = [...new Set(['*.safetensors.index.json', ...modelNames])].sort();

/** The editor of model files, for every name in the table of formats. */
export const customEditors = inspectViewTypes.map((viewType, at) => ({
	viewType, displayName: 'Inspect Model', priority: at === 0 ? 'default' : 'option',
	selector: names.filter(name => inspectViewType(name) === viewType).map(filenamePattern => ({ filenamePattern })),
}));
