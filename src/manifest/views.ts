import { and, key, not } from './contextKeys';

export const container = { id: 'modelRegistry', title: 'Model Registry', icon: 'media/model-registry.svg' } as const;

export const modelsView = { id: 'modelRegistry.models', name: 'Models', icon: 'media/model-registry.svg' } as const;

/** Below the Models view, closed until somebody wants it. */
export const lineageView = { id: 'modelRegistry.lineage', name: 'Lineage', icon: 'media/model-registry.svg', visibility: 'collapsed' } as const;
/** What this branch has that another hasn't, and the other way round. */
export const changesView = { id: 'modelRegistry.changes', name: 'Incoming and Outgoing', icon: 'media/model-registry.svg', visibility: 'collapsed' } as const;
/** Trainings of the workspace that aren't registered yet. */
export const runsView = { id: 'modelRegistry.runs', name: 'Runs Found', icon: 'media/model-registry.svg' } as const;

const content = (is: 'no-registry' | 'empty' | 'models') => `${key('modelRegistry.content')} == ${is}`;
const trusted = 'isWorkspaceTrusted';
const hasFolder = 'workspaceFolderCount > 0';

const runs = (is: 'none' | 'registered' | 'hidden') => and(hasFolder, `${key('modelRegistry.runs')} == ${is}`);

/** What the view says instead of rows. A welcome view holds text, links and buttons only: a link alone on its line is a button. */
export const welcomes: readonly { readonly name: string; readonly view?: string; readonly when: string; readonly contents: string }[] = [
	{
		name: 'noFolder', when: 'workspaceFolderCount == 0',
		contents: 'A model registry belongs to a folder: it is kept beside your code, in your own repository.\n[Open Folder](command:vscode.openFolder)',
	},
	{
		name: 'noRegistry', when: and(hasFolder, trusted, content('no-registry')),
		contents: [
			'This folder has no model registry yet. One is a folder of small text files in your repository: no server, no account.',
			'[Initialize Model Registry](command:modelRegistry.initialize)',
			'Or right-click a model file in the Explorer and choose Register Model…: the registry is made with its first version.',
		].join('\n'),
	},
	{
		name: 'restricted', when: and(hasFolder, not(trusted), content('no-registry')),
		contents: [
			'This folder has no model registry yet. In Restricted Mode an existing one can be browsed, but nothing is registered and git is not run.',
			'[Manage Workspace Trust](command:workbench.trust.manage)',
		].join('\n'),
	},
	{
		name: 'empty', when: and(hasFolder, trusted, content('empty')),
		contents: [
			'No model is registered yet. Right-click a model file in the Explorer, or drop it here.',
			'[Register Model…](command:modelRegistry.registerModel)',
		].join('\n'),
	},
	{
		name: 'emptyRestricted', when: and(hasFolder, not(trusted), content('empty')),
		contents: [
			'No model is registered yet. Registering needs a trusted workspace.',
			'[Manage Workspace Trust](command:workbench.trust.manage)',
		].join('\n'),
	},
	{
		name: 'filtered', when: and(hasFolder, content('models'), key('modelRegistry.filtered')),
		contents: 'No model and no version holds this text.\n[Clear Filter](command:modelRegistry.clearFilter)',
	},
	{
		name: 'lineage', view: lineageView.id, when: not('modelRegistry.hasLineage'),
		contents: 'Select a version in the Models view to see what it came from and what it led to.\n[Show Lineage](command:modelRegistry.showLineage)',
	},
	{
		name: 'changes', view: changesView.id, when: not('modelRegistry.hasBase'),
		contents: 'This branch follows none. Choose a branch to see what this one adds to the registry, and what that one has that isn\'t here.\n[Compare with Branch…](command:modelRegistry.chooseBase)',
	},
	{
		name: 'noRuns', view: runsView.id, when: runs('none'),
		contents: 'No training run was found. Runs of MLflow, Weights & Biases, Hugging Face Trainer, Lightning, Ultralytics and others appear here while they train.',
	},
	{
		name: 'runsRegistered', view: runsView.id, when: runs('registered'),
		contents: 'Every training run that was found is registered. New ones appear here while they train.',
	},
	{
		name: 'runsHidden', view: runsView.id, when: runs('hidden'),
		contents: 'Every training run that isn\'t registered is hidden.\n[Show Hidden Runs](command:modelRegistry.showHiddenRuns)',
	},
];
