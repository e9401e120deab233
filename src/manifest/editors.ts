import { modelExtensions } from '../core/formats';

/** Extensions that no other editor shows. */
const ours = ['.safetensors', '.gguf'];

const pattern = (name: string) => ({ filenamePattern: name });

/** The editor of model files. VS Code has one priority for an id, so it goes by two: one that opens on a click, one that is offered beside another editor. */
export const inspectEditors = [
	{ viewType: 'modelRegistry.inspect', displayName: 'Inspect Model', priority: 'default', selector: modelExtensions.filter(extension => ours.includes(extension)).map(extension => pattern(`*${extension}`)) },
	{
		viewType: 'modelRegistry.inspectToo', displayName: 'Inspect Model', priority: 'option',
		selector: ['*.safetensors.index.json', ...modelExtensions.filter(extension => !ours.includes(extension)).map(extension => `*${extension}`)].map(pattern),
	},
] as const;
