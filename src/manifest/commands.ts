import type { CommandContribution } from './command';
import { and, hasRegistry, inLineage, inModels, isTrusted, key, not } from './contextKeys';
import { isModelFile, isModelFolder, isRegistered, isUnregistered } from './files';
import { inRuns, runItem, runItemWith } from './runItems';
import { changesView } from './views';
import { item, itemWith, itemWithout, listHasFocus, single } from './items';

const explorerGroup = '4_modelRegistry';
/** Rows that stand for one version, and for one model. */
const version = item('version');
const model = item('model');
/** Rows of the Lineage view of these kinds, without the flag. */
const lineage = (kind: string, without?: string): string => and(inLineage, `viewItem =~ /^(?:${kind})\\b${without === undefined ? '' : `(?!.*\\.${without}\\b)`}/`);
/** In the view of what comes in and goes out. */
const inChanges = `view == ${changesView.id}`;
const openable = 'viewItem =~ /^(?:version|commit|evaluation|deployment)\\b|\\.(?:hub|path|web)\\b/';

/** Every command of the product. Adding one here without a handler doesn't compile. */
export const commands = {
	'modelRegistry.initialize': {
		title: 'Initialize Model Registry', icon: '$(add)', enablement: isTrusted,
		palette: 'workspaceFolderCount > 0',
		menus: { 'view/item/context': { when: itemWith('folder', 'bare'), group: 'inline@1' } },
	},
	'modelRegistry.registerModel': {
		title: 'Register Model…', icon: '$(add)', enablement: isTrusted,
		palette: 'workspaceFolderCount > 0',
		menus: {
			'explorer/context': [
				{ when: and(isModelFile, isUnregistered), group: `${explorerGroup}@1` },
				{ when: and(isModelFolder, isUnregistered), group: `${explorerGroup}@1` },
			],
			'editor/title/context': { when: and(isModelFile, isUnregistered), group: `${explorerGroup}@1` },
			'editor/title': { when: and(isModelFile, isUnregistered), group: `${explorerGroup}@1` },
			'view/title': { when: and(inModels, 'workspaceFolderCount > 0'), group: 'navigation@1' },
		},
	},
	'modelRegistry.inspectModel': {
		title: 'Inspect Model', icon: '$(inspect)',
		menus: {
			'explorer/context': { when: isModelFile, group: `${explorerGroup}@2` },
			'editor/title': { when: and(isModelFile, not('activeCustomEditorId =~ /^modelRegistry\\./')), group: `${explorerGroup}@2` },
		},
	},
	'modelRegistry.showInRegistry': {
		title: 'Show in Model Registry', icon: '$(package)', palette: false,
		menus: {
			'explorer/context': { when: isRegistered, group: `${explorerGroup}@1` },
			'editor/title/context': { when: isRegistered, group: `${explorerGroup}@1` },
		},
	},
	'modelRegistry.setAlias': {
		title: 'Set Alias…', icon: '$(tag)', enablement: isTrusted, palette: hasRegistry,
		menus: { 'view/item/context': [
			{ when: and(itemWithout('version', 'archived'), single), group: 'inline@1' },
			{ when: and(itemWithout('version', 'archived'), single), group: '1_alias@1' },
		] },
	},
	'modelRegistry.removeAlias': {
		title: 'Remove Alias…', enablement: isTrusted, palette: hasRegistry,
		menus: { 'view/item/context': [
			{ when: and(itemWith('version', 'aliased'), single), group: '1_alias@2' },
			{ when: and(itemWith('model', 'aliased'), single), group: '1_alias@2' },
		] },
	},
	'modelRegistry.rollbackAlias': {
		title: 'Roll Back Alias…', enablement: isTrusted, palette: hasRegistry,
		menus: { 'view/item/context': [
			{ when: and(itemWith('version', 'aliased'), single), group: '1_alias@3' },
			{ when: and(itemWith('model', 'aliased'), single), group: '1_alias@3' },
		] },
	},
	'modelRegistry.showConflicts': {
		title: 'Show Conflicts', icon: '$(warning)', palette: hasRegistry,
		menus: {
			'view/title': { when: and(inModels, key('modelRegistry.hasConflicts')), group: '5_record@1' },
			'view/item/context': [
				{ when: item('conflict'), group: '0_open@1' },
				{ when: and(itemWith('model', 'contested'), single), group: '0_open@2' },
			],
		},
	},
	'modelRegistry.compactRecords': { title: 'Compact Records…', enablement: isTrusted, palette: hasRegistry },
	'modelRegistry.decideConflict': {
		title: 'Decide Conflict…', icon: '$(check)', enablement: isTrusted, palette: hasRegistry,
		menus: { 'view/item/context': [
			{ when: item('conflict'), group: 'inline@1' },
			{ when: item('conflict'), group: '1_alias@1' },
			{ when: and(itemWith('model', 'contested'), single), group: '1_alias@1' },
		] },
	},
	'modelRegistry.compareVersions': {
		title: 'Compare Versions…', icon: '$(compare-changes)', palette: hasRegistry,
		// What stands below a version means the version: a range that goes over opened rows holds both, and a menu shows what all of them have.
		menus: { 'view/item/context': { when: and(inModels, 'listMultiSelection', not('viewItem =~ /^(model|folder|group|conflict|problems|failure|archived|more)\\b/')), group: '1_compare@1' } },
	},
	'modelRegistry.compareWithProduction': {
		title: 'Compare with Production', palette: hasRegistry,
		menus: { 'view/item/context': { when: and(itemWithout('version', 'production'), single), group: '1_compare@1' } },
	},
	'modelRegistry.compareWithPrevious': {
		title: 'Compare with Previous', palette: hasRegistry,
		menus: { 'view/item/context': { when: and(version, single), group: '1_compare@2' } },
	},
	'modelRegistry.selectForCompare': {
		title: 'Select for Compare', palette: hasRegistry,
		menus: { 'view/item/context': { when: and(version, single), group: '1_compare@3' } },
	},
	'modelRegistry.compareWithSelected': {
		title: 'Compare with Selected', palette: and(hasRegistry, key('modelRegistry.selectedForCompare')),
		menus: { 'view/item/context': { when: and(version, single, key('modelRegistry.selectedForCompare')), group: '1_compare@4' } },
	},
	'modelRegistry.openComparisonLink': { title: 'Open Comparison from Link…', palette: hasRegistry },
	'modelRegistry.verify': {
		title: 'Verify Files', icon: '$(verified)', palette: hasRegistry,
		menus: {
			'view/item/context': [
				{ when: itemWithout('version', 'purged'), group: '2_files@1' },
				{ when: model, group: '2_files@1' },
			],
			'view/title': { when: and(inModels, hasRegistry), group: '2_files@1' },
		},
	},
	'modelRegistry.get': {
		title: 'Put Files into Folder…', icon: '$(desktop-download)', enablement: isTrusted, worksInPast: true, palette: hasRegistry,
		menus: { 'view/item/context': { when: itemWithout('version', 'purged'), group: '2_files@2' } },
	},
	'modelRegistry.revealArtifact': {
		title: 'Reveal in Explorer', palette: false,
		menus: { 'view/item/context': { when: and(version, single), group: '2_files@3' } },
	},
	'modelRegistry.recordEvaluation': {
		title: 'Record Evaluation…', icon: '$(checklist)', enablement: isTrusted, palette: hasRegistry,
		menus: { 'view/item/context': [
			{ when: and(version, single), group: '3_words@3' },
			{ when: and(itemWith('section', 'evaluations'), single), group: 'inline@1' },
		] },
	},
	'modelRegistry.recordDeployment': {
		title: 'Record Deployment…', icon: '$(server-environment)', enablement: isTrusted, palette: hasRegistry,
		menus: { 'view/item/context': [{ when: and(version, single), group: '3_words@4' }] },
	},
	'modelRegistry.openParameters': {
		title: 'Open Parameters as Text', icon: '$(go-to-file)', palette: hasRegistry,
		menus: { 'view/item/context': [
			{ when: version, group: '4_text@1' },
			{ when: and(itemWith('section', 'parameters'), single), group: 'inline@1' },
		] },
	},
	'modelRegistry.openMetrics': {
		title: 'Open Metrics as Text', icon: '$(go-to-file)', palette: hasRegistry,
		menus: { 'view/item/context': [
			{ when: and(itemWith('section', 'metrics'), single), group: 'inline@1' },
		] },
	},
	'modelRegistry.addNote': {
		title: 'Add Note…', icon: '$(note)', enablement: isTrusted, palette: hasRegistry,
		menus: { 'view/item/context': [
			{ when: and(version, single), group: '3_words@1' },
			{ when: and(model, single), group: '3_words@1' },
		] },
	},
	'modelRegistry.editTags': {
		title: 'Edit Tags…', icon: '$(tag)', enablement: isTrusted, palette: hasRegistry,
		menus: { 'view/item/context': [
			{ when: version, group: '3_words@2' },
			{ when: and(model, single), group: '3_words@2' },
		] },
	},
	'modelRegistry.openModelPage': {
		title: 'Open Model Page', icon: '$(graph-line)', palette: hasRegistry,
		menus: { 'view/item/context': [
			{ when: and(model, single), group: 'inline@2' },
			{ when: and(model, single), group: '0_open@1' },
		] },
	},
	'modelRegistry.openCard': {
		title: 'Open Model Card', icon: '$(book)', palette: hasRegistry,
		menus: { 'view/item/context': [
			{ when: and(itemWith('model', 'card'), single), group: 'inline@1' },
			{ when: and(model, single), group: '3_words@3' },
		] },
	},
	'modelRegistry.renameModel': {
		title: 'Rename Model…', enablement: isTrusted, palette: hasRegistry,
		menus: { 'view/item/context': { when: and(model, single), group: '3_words@4' } },
		keybinding: { key: 'f2', when: listHasFocus },
	},
	'modelRegistry.usePrimaryMetric': {
		title: 'Show Beside Every Name', icon: '$(eye)', enablement: isTrusted, palette: false,
		menus: { 'view/item/context': [
			{ when: itemWithout('metric', 'primary'), group: 'inline@1' },
			{ when: itemWithout('metric', 'primary'), group: '1_metric@1' },
		] },
	},
	'modelRegistry.setDirection': {
		title: 'Set Better Direction…', enablement: isTrusted, palette: false,
		menus: { 'view/item/context': { when: item('metric'), group: '1_metric@2' } },
	},
	'modelRegistry.copyValue': {
		title: 'Copy Value', palette: false,
		menus: { 'view/item/context': { when: and(inModels, 'viewItem =~ /\\bvalue\\b/'), group: '4_copy@1' } },
	},
	'modelRegistry.openSource': {
		title: 'Open Source', icon: '$(go-to-file)', palette: false,
		menus: { 'view/item/context': { when: and(inModels, 'viewItem =~ /\\.sourced\\b/'), group: '2_files@1' } },
	},
	'modelRegistry.copyReference': {
		title: 'Copy Reference', palette: hasRegistry,
		menus: { 'modelRegistry.copy': { group: '1_copy@1' } },
	},
	'modelRegistry.copyId': {
		title: 'Copy Version Id', palette: hasRegistry,
		menus: { 'modelRegistry.copy': { group: '1_copy@2' } },
	},
	'modelRegistry.copyDigest': {
		title: 'Copy Digest', palette: hasRegistry,
		menus: { 'modelRegistry.copy': { group: '1_copy@3' } },
	},
	'modelRegistry.showHistory': {
		title: 'Show History', icon: '$(history)', palette: hasRegistry,
		menus: {
			'view/item/context': [
				{ when: and(version, single), group: '5_record@1' },
				{ when: and(model, single), group: '5_record@1' },
			],
			'view/title': { when: and(inModels, hasRegistry), group: '5_record@1' },
		},
	},
	'modelRegistry.openRecord': {
		title: 'Open Record File', palette: hasRegistry,
		menus: { 'view/item/context': { when: and(version, single), group: '5_record@2' } },
	},
	'modelRegistry.showProblems': {
		title: 'Show Problems', icon: '$(warning)', palette: hasRegistry,
		menus: { 'view/title': { when: and(inModels, key('modelRegistry.hasProblems')), group: '5_record@2' } },
	},
	'modelRegistry.openCode': {
		title: 'Open the Code of This Version', icon: '$(repo-clone)', enablement: isTrusted, worksInPast: true, palette: hasRegistry,
		menus: { 'view/item/context': { when: and(itemWith('version', 'tied'), single), group: '2_files@4' } },
	},
	'modelRegistry.addCodeToWorkspace': { title: 'Add the Code of a Version to the Workspace…', enablement: isTrusted, worksInPast: true, palette: hasRegistry },
	'modelRegistry.removeOpenedCode': { title: 'Remove Opened Code…', enablement: isTrusted, worksInPast: true, palette: hasRegistry },
	'modelRegistry.reproduce': {
		title: 'Reproduce This Version…', icon: '$(play)', enablement: isTrusted, palette: hasRegistry,
		menus: { 'view/item/context': { when: and(itemWith('version', 'tied'), single), group: '2_files@5' } },
	},
	'modelRegistry.checkReproducibility': {
		title: 'Check Reproducibility', icon: '$(checklist)', palette: hasRegistry,
		menus: { 'view/item/context': { when: and(version, single), group: '2_files@6' } },
	},
	'modelRegistry.viewAsOf': {
		title: 'View Registry as Of…', icon: '$(history)', palette: hasRegistry,
		menus: { 'view/title': { when: and(inModels, hasRegistry), group: '3_time@1' } },
	},
	'modelRegistry.backToNow': {
		title: 'Back to Now', icon: '$(debug-step-back)', palette: key('modelRegistry.past'),
		menus: { 'view/title': { when: and(inModels, key('modelRegistry.past')), group: 'navigation@0' } },
	},
	'modelRegistry.whatWas': {
		title: 'What Was in Production On…', palette: hasRegistry,
		menus: { 'view/title': { when: and(inModels, hasRegistry), group: '3_time@2' } },
	},
	'modelRegistry.chooseBase': {
		title: 'Compare with Branch…', icon: '$(git-compare)', enablement: isTrusted, worksInPast: true, palette: hasRegistry,
		menus: { 'view/title': { when: inChanges, group: 'navigation@1' } },
	},
	'modelRegistry.refreshChanges': {
		title: 'Refresh', icon: '$(refresh)', palette: false,
		menus: { 'view/title': { when: inChanges, group: 'navigation@2' } },
	},
	'modelRegistry.copyChanges': {
		title: 'Copy as Markdown', icon: '$(copy)', palette: false,
		menus: { 'view/item/context': [
			{ when: and(inChanges, 'viewItem =~ /^side\\b/'), group: 'inline@2' },
			{ when: and(inChanges, 'viewItem =~ /^side\\b/'), group: '1_changes@2' },
		] },
	},
	'modelRegistry.viewBase': {
		title: 'View Registry at This Branch', icon: '$(eye)', palette: false,
		menus: { 'view/item/context': [
			{ when: and(inChanges, 'viewItem =~ /^side\\.incoming\\b/'), group: 'inline@1' },
			{ when: and(inChanges, 'viewItem =~ /^side\\.incoming\\b/'), group: '1_changes@1' },
		] },
	},
	'modelRegistry.pushCode': {
		title: 'Push the Code of Versions…', icon: '$(repo-push)', enablement: isTrusted, worksInPast: true, palette: hasRegistry,
		menus: { 'view/title': { when: inChanges, group: '2_share@1' } },
	},
	'modelRegistry.fetchCode': {
		title: 'Fetch the Code of Versions…', icon: '$(repo-pull)', enablement: isTrusted, worksInPast: true, palette: hasRegistry,
		menus: { 'view/title': { when: inChanges, group: '2_share@2' } },
	},
	'modelRegistry.showLineage': {
		title: 'Show Lineage', icon: '$(type-hierarchy)', palette: hasRegistry,
		menus: { 'view/item/context': [
			{ when: and(version, single), group: '5_record@0' },
			{ when: lineage('version|dataset|base-model|run|commit', 'shown'), group: '1_lineage@2' },
		] },
	},
	'modelRegistry.openLineagePage': {
		title: 'Open Lineage Page', icon: '$(git-merge)', palette: hasRegistry,
		menus: {
			'view/item/context': [
				{ when: and(version, single), group: '5_record@0' },
				{ when: lineage('version|dataset|base-model|run|commit'), group: '1_lineage@3' },
			],
			'view/title': { when: inLineage, group: 'navigation@2' },
		},
	},
	'modelRegistry.addLineageLink': {
		title: 'Add Lineage Link…', icon: '$(add)', enablement: isTrusted, palette: hasRegistry,
		menus: {
			'view/item/context': [
				{ when: and(version, single), group: '3_words@3' },
				{ when: and(inLineage, 'viewItem =~ /^version\\b/'), group: '2_link@1' },
			],
			'view/title': { when: and(inLineage, 'modelRegistry.hasLineage'), group: 'navigation@1' },
		},
	},
	'modelRegistry.removeLineageLink': {
		title: 'Remove Lineage Link', icon: '$(trash)', enablement: isTrusted, palette: false,
		menus: { 'view/item/context': { when: and(inLineage, 'viewItem =~ /\\.linked\\b/'), group: '2_link@2' } },
	},
	'modelRegistry.openLineageNode': {
		title: 'Open', icon: '$(go-to-file)', palette: false,
		menus: { 'view/item/context': [
			{ when: and(inLineage, openable), group: 'inline@1' },
			{ when: and(inLineage, openable), group: '1_lineage@1' },
		] },
	},
	'modelRegistry.archive': {
		title: 'Archive', icon: '$(archive)', enablement: isTrusted, palette: hasRegistry,
		menus: { 'view/item/context': { when: itemWithout('version', 'archived'), group: '6_archive@1' } },
		keybinding: { key: 'delete', mac: 'cmd+backspace', when: listHasFocus },
	},
	'modelRegistry.restore': {
		title: 'Restore from Archive', icon: '$(discard)', enablement: isTrusted, palette: hasRegistry,
		menus: { 'view/item/context': [
			{ when: and(itemWith('version', 'archived'), single), group: 'inline@1' },
			{ when: itemWith('version', 'archived'), group: '6_archive@1' },
		] },
	},
	'modelRegistry.purge': {
		title: 'Purge Files…', icon: '$(trash)', enablement: isTrusted, palette: hasRegistry,
		menus: { 'view/item/context': { when: and(itemWith('version', 'archived'), 'viewItem =~ /^version\\b(?!.*\\.purged\\b)/'), group: '6_archive@2' } },
	},
	'modelRegistry.recover': {
		title: 'Undo Purge', enablement: isTrusted, palette: false,
		menus: { 'view/item/context': { when: itemWith('version', 'purged'), group: '6_archive@3' } },
	},
	'modelRegistry.filter': {
		title: 'Filter Models…', icon: '$(filter)', palette: hasRegistry,
		menus: { 'view/title': { when: and(inModels, hasRegistry, not('modelRegistry.filtered')), group: 'navigation@2' } },
	},
	'modelRegistry.clearFilter': {
		title: 'Clear Filter', icon: '$(filter-filled)', palette: key('modelRegistry.filtered'),
		menus: { 'view/title': { when: and(inModels, key('modelRegistry.filtered')), group: 'navigation@2' } },
	},
	'modelRegistry.sort': {
		title: 'Sort Models…', palette: hasRegistry,
		menus: { 'view/title': { when: and(inModels, hasRegistry), group: '1_arrange@1' } },
	},
	'modelRegistry.group': {
		title: 'Group Models…', palette: hasRegistry,
		menus: { 'view/title': { when: and(inModels, hasRegistry), group: '1_arrange@2' } },
	},
	'modelRegistry.refresh': {
		title: 'Refresh', icon: '$(refresh)', palette: hasRegistry,
		menus: { 'view/title': { when: inModels, group: '9_look@1' } },
	},
	'modelRegistry.showLog': {
		title: 'Show Log',
		menus: { 'view/title': { when: inModels, group: '9_look@2' } },
	},
	'modelRegistry.importRegistry': {
		title: 'Import Models from Another Registry…', enablement: isTrusted, palette: 'workspaceFolderCount > 0',
		menus: { 'view/title': { when: and(inModels, 'workspaceFolderCount > 0'), group: '2_files@2' } },
	},
	'modelRegistry.registerBestCheckpoint': {
		title: 'Register Best Checkpoint…', icon: '$(add)', enablement: isTrusted, palette: false,
		menus: { 'view/item/context': [
			{ when: and(runItemWith('run|runGroup', 'model'), single), group: 'inline@1' },
			{ when: runItemWith('run|runGroup', 'model'), group: '1_register@1' },
		] },
	},
	'modelRegistry.registerCheckpoints': {
		title: 'Register Checkpoints…', enablement: isTrusted, palette: false,
		menus: { 'view/item/context': { when: and(runItemWith('run', 'several'), single), group: '1_register@2' } },
	},
	'modelRegistry.compareRun': {
		title: 'Compare with…', palette: false,
		menus: { 'view/item/context': { when: runItem('run'), group: '2_look@0' } },
	},
	'modelRegistry.revealRun': {
		title: 'Reveal in Explorer', palette: false,
		menus: { 'view/item/context': { when: and(runItem('run'), single), group: '2_look@1' } },
	},
	'modelRegistry.openRunPage': {
		title: 'Open Run Page', icon: '$(link-external)', palette: false,
		menus: { 'view/item/context': { when: and(runItemWith('run', 'page'), single), group: '2_look@2' } },
	},
	'modelRegistry.copyRunId': {
		title: 'Copy Run ID', palette: false,
		menus: { 'view/item/context': { when: runItem('run'), group: '4_copy@1' } },
	},
	'modelRegistry.hideRun': {
		title: 'Hide', palette: false,
		menus: { 'view/item/context': { when: and(inRuns, 'viewItem =~ /^run(Group)?\\b/'), group: '6_hide@1' } },
	},
	'modelRegistry.showHiddenRuns': {
		title: 'Show Hidden Runs', palette: key('modelRegistry.hasHiddenRuns'),
		menus: { 'view/title': { when: and(inRuns, key('modelRegistry.hasHiddenRuns')), group: '1_arrange@1' } },
	},
	'modelRegistry.refreshRuns': {
		title: 'Look for Training Runs', icon: '$(refresh)', palette: 'workspaceFolderCount > 0',
		menus: { 'view/title': { when: inRuns, group: 'navigation@1' } },
	},
	'modelRegistry.loadMoreRuns': { title: 'Load More Runs', palette: false },
	'modelRegistry.loadMore': { title: 'Load More', palette: false },
} as const satisfies Readonly<Record<string, CommandContribution>>;

export type CommandId = keyof typeof commands;

/** Menus inside menus, with the rows that show them. */
export const submenus = {
	'modelRegistry.copy': { label: 'Copy', when: and(version, single), group: '4_copy@1' },
} as const;
