import { modelExtensions } from '../core/formats';
import { inspectViewTypes } from './viewTypes';

/** Extensions that no other editor shows. */
const ours = ['.safetensors', '.gguf'];

const [opens, offered] = inspectViewTypes;
const selector = (names: readonly string[]) => names.map(filenamePattern => ({ filenamePattern }));

/** The editor of model files, for every extension in the table of formats. */
export const customEditors = [
	{ viewType: opens, displayName: 'Inspect Model', priority: 'default', selector: selector(modelExtensions.filter(extension => ours.includes(extension)).map(extension => `*${extension}`)) },
	{
		viewType: offered, displayName: 'Inspect Model', priority: 'option',
		selector: selector(['*.safetensors.index.json', ...modelExtensions.filter(extension => !ours.includes(extension)).map(extension => `*${extension}`)]),
	},
];
