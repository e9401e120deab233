import * as vscode from 'vscode';
import type { CommandId } from '../../manifest/commands';
import type { App } from '../app';
import { addLineageLink } from './addLineageLink';
import { addNote } from './addNote';
import { archive, restore } from './archive';
import { checkReproducibility } from './checkReproducibility';
import { compactRecords } from './compactRecords';
import { compareVersions, compareWithPrevious, compareWithProduction, compareWithSelected, selectForCompare } from './compare';
import { copyDigest, copyId, copyReference, copyValue } from './copy';
import { decideConflict } from './decideConflict';
import { editTags } from './editTags';
import { chooseBase, copyChanges, refreshChanges, viewBase } from './changes';
import { clearFilter, filter } from './filter';
import { get } from './get';
import { group } from './group';
import { importRegistry } from './importRegistry';
import { initialize } from './initialize';
import { inspectModel } from './inspectModel';
import { openLineageNode, openLineagePage, removeLineageLink, showLineage } from './lineage';
import { loadMore, refresh, showLog } from './look';
import { setDirection, usePrimaryMetric } from './metric';
import { openModelPage } from './openModelPage';
import { openComparisonLink } from './openComparisonLink';
import { openRecord, openSource, revealArtifact } from './open';
import { addCodeToWorkspace, openCode, removeOpenedCode } from './openCode';
import { openCard } from './openCard';
import { openMetrics, openParameters } from './openText';
import { purge, recover } from './purge';
import { recordDeployment } from './recordDeployment';
import { recordEvaluation } from './recordEvaluation';
import { registerModel } from './registerModel';
import { registerBestCheckpoint, registerCheckpoints } from './registerRun';
import { compareRun } from './compareRun';
import { removeAlias } from './removeAlias';
import { renameModel } from './renameModel';
import { reproduce } from './reproduce';
import { report } from './report';
import { copyRunId, hideRun, loadMoreRuns, openRunPage, refreshRuns, revealRun, showHiddenRuns } from './runs';
import { rollbackAlias } from './rollbackAlias';
import { setAlias } from './setAlias';
import { showConflicts } from './showConflicts';
import { showHistory } from './showHistory';
import { showInRegistry } from './showInRegistry';
import { showProblems } from './showProblems';
import { fetchCode, pushCode } from './shareCode';
import { sort } from './sort';
import { backToNow, viewAsOf } from './viewAsOf';
import { whatWas } from './whatWas';
import { verify } from './verify';

// What VS Code hands to a command is known by the handler alone: it says its arguments itself.
type Handler = (app: App, ...args: never[]) => unknown;

/** Every command's verb. One that is missing here, or stands here without an entry in the manifest, doesn't compile. */
export const handlers = {
	'modelRegistry.initialize': initialize,
	'modelRegistry.registerModel': registerModel,
	'modelRegistry.inspectModel': inspectModel,
	'modelRegistry.showInRegistry': showInRegistry,
	'modelRegistry.setAlias': setAlias,
	'modelRegistry.removeAlias': removeAlias,
	'modelRegistry.rollbackAlias': rollbackAlias,
	'modelRegistry.showConflicts': showConflicts,
	'modelRegistry.compactRecords': compactRecords,
	'modelRegistry.decideConflict': decideConflict,
	'modelRegistry.compareVersions': compareVersions,
	'modelRegistry.compareWithProduction': compareWithProduction,
	'modelRegistry.compareWithPrevious': compareWithPrevious,
	'modelRegistry.selectForCompare': selectForCompare,
	'modelRegistry.compareWithSelected': compareWithSelected,
	'modelRegistry.openComparisonLink': openComparisonLink,
	'modelRegistry.verify': verify,
	'modelRegistry.get': get,
	'modelRegistry.revealArtifact': revealArtifact,
	'modelRegistry.recordEvaluation': recordEvaluation,
	'modelRegistry.recordDeployment': recordDeployment,
	'modelRegistry.openParameters': openParameters,
	'modelRegistry.openMetrics': openMetrics,
	'modelRegistry.addNote': addNote,
	'modelRegistry.editTags': editTags,
	'modelRegistry.openModelPage': openModelPage,
	'modelRegistry.openCard': openCard,
	'modelRegistry.renameModel': renameModel,
	'modelRegistry.usePrimaryMetric': usePrimaryMetric,
	'modelRegistry.setDirection': setDirection,
	'modelRegistry.copyValue': copyValue,
	'modelRegistry.openSource': openSource,
	'modelRegistry.copyReference': copyReference,
	'modelRegistry.copyId': copyId,
	'modelRegistry.copyDigest': copyDigest,
	'modelRegistry.showHistory': showHistory,
	'modelRegistry.openRecord': openRecord,
	'modelRegistry.showProblems': showProblems,
	'modelRegistry.openCode': openCode,
	'modelRegistry.addCodeToWorkspace': addCodeToWorkspace,
	'modelRegistry.removeOpenedCode': removeOpenedCode,
	'modelRegistry.reproduce': reproduce,
	'modelRegistry.checkReproducibility': checkReproducibility,
	'modelRegistry.viewAsOf': viewAsOf,
	'modelRegistry.backToNow': backToNow,
	'modelRegistry.whatWas': whatWas,
	'modelRegistry.chooseBase': chooseBase,
	'modelRegistry.refreshChanges': refreshChanges,
	'modelRegistry.copyChanges': copyChanges,
	'modelRegistry.viewBase': viewBase,
	'modelRegistry.pushCode': pushCode,
	'modelRegistry.fetchCode': fetchCode,
	'modelRegistry.showLineage': showLineage,
	'modelRegistry.openLineagePage': openLineagePage,
	'modelRegistry.addLineageLink': addLineageLink,
	'modelRegistry.removeLineageLink': removeLineageLink,
	'modelRegistry.openLineageNode': openLineageNode,
	'modelRegistry.archive': archive,
	'modelRegistry.restore': restore,
	'modelRegistry.purge': purge,
	'modelRegistry.recover': recover,
	'modelRegistry.filter': filter,
	'modelRegistry.clearFilter': clearFilter,
	'modelRegistry.sort': sort,
	'modelRegistry.group': group,
	'modelRegistry.refresh': refresh,
	'modelRegistry.showLog': showLog,
	'modelRegistry.importRegistry': importRegistry,
	'modelRegistry.registerBestCheckpoint': registerBestCheckpoint,
	'modelRegistry.registerCheckpoints': registerCheckpoints,
	'modelRegistry.compareRun': compareRun,
	'modelRegistry.revealRun': revealRun,
	'modelRegistry.openRunPage': openRunPage,
	'modelRegistry.copyRunId': copyRunId,
	'modelRegistry.hideRun': hideRun,
	'modelRegistry.showHiddenRuns': showHiddenRuns,
	'modelRegistry.refreshRuns': refreshRuns,
	'modelRegistry.loadMoreRuns': loadMoreRuns,
	'modelRegistry.loadMore': loadMore,
} satisfies Record<CommandId, Handler>;

/** The only place where commands are registered, and where their failures end. */
export function registerCommands(app: App): vscode.Disposable {
	return vscode.Disposable.from(...Object.entries<Handler>(handlers).map(([id, handler]) => {
		const run = async (...args: unknown[]): Promise<unknown> => {
			try {
				return await handler(app, ...args as never[]);
			} catch (error) {
				return report(app, id, error, () => run(...args));
			}
		};
		return vscode.commands.registerCommand(id, run);
	}));
}
