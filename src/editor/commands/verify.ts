import * as vscode from 'vscode';
import type { Version } from '../../core/model';
import type { Verified } from '../../core/verbs/bytes';
import type { App } from '../app';
import { longRunning } from '../longRunning';
import type { FolderRegistry } from '../registries';
import { short } from '../tree/short';
import { t } from '../words';
import { calledOn, entryOf, modelTarget, versionTargets } from './targets';

interface Work { readonly entry: FolderRegistry; readonly versions: readonly Version[]; /** All that the registry has: nobody waits for it, and it can be gone on with. */ readonly isAll?: boolean }

/** Reads every byte of the chosen versions, of a model's, or of all, and compares. The tree shows what isn't as it was registered. */
export async function verify(app: App, first?: unknown, all?: unknown): Promise<readonly Verified[]> {
	const work = await chosen(app, first, all);
	const count = work.reduce((sum, { versions }) => sum + versions.length, 0);
	if (count === 0) { return []; }
	const results = await longRunning(count === 1 ? t('Verifying {0} {1}', short(work[0]?.versions[0]?.model ?? ''), work[0]?.versions[0]?.label ?? '') : t('Verifying {0} versions', count), async options => {
		const found: Verified[] = [];
		for (const { entry, versions, isAll } of work) {
			const registry = await entry.open();
			const verified = isAll ? (await registry.verifyAll({ ...options, gentle: true, resume: true, remember: vscode.workspace.isTrusted })).files : await registry.verify(versions.map(version => version.id), options);
			const wrong = new Map(verified.filter(file => file.state !== 'ok').map(file => [file.ref, file.state]));
			for (const version of versions) { app.view.tree.learn(version.id, wrong.get(version.ref) ?? 'ok'); }
			found.push(...verified);
		}
		return found;
	});
	say(results);
	return results;
}

async function chosen(app: App, first: unknown, all: unknown): Promise<readonly Work[]> {
	const rows = calledOn(app, first, all);
	if (rows.some(row => row.kind === 'version') || (rows.length === 0 && first !== undefined && typeof first === 'object' && first !== null && 'version' in first)) {
		const targets = (await versionTargets(app, first, all, t('Verify Files'))).filter(target => !target.version.purged);
		return [...new Set(targets.map(target => target.entry))].map(entry => ({ entry, versions: targets.filter(target => target.entry === entry).map(target => target.version) }));
	}
	if (rows[0]) {
		const target = await modelTarget(app, first, all, t('Verify Files'));
		return target ? [{ entry: target.entry, versions: await unpurged(target.entry, target.model) }] : [];
	}
	const only = await entryOf(app, undefined);
	const entries = only ? [only] : await app.registries.initialized();
	return Promise.all(entries.map(async entry => ({ entry, versions: await unpurged(entry), isAll: true })));
}

async function unpurged(entry: FolderRegistry, model?: string): Promise<readonly Version[]> {
	const { versions } = await (await entry.open()).versions({ archived: 'both', ...(model === undefined ? {} : { model }) });
	return versions.filter(version => !version.purged);
}

function say(results: readonly Verified[]): void {
	const wrong = results.filter(file => file.state !== 'ok');
	if (!wrong.length) {
		vscode.window.setStatusBarMessage(`$(verified) ${results.length === 1 ? t('1 file is as it was registered') : t('{0} files are as they were registered', results.length)}`, 6_000);
		return;
	}
	void (async () => {
		const said = wrong.length === 1 && wrong[0] ? sentence(wrong[0]) : t('{0} of {1} files are not as they were registered.', wrong.length, results.length);
		if (await vscode.window.showWarningMessage(said, t('Show Files')) === undefined) { return; }
		await vscode.window.showQuickPick(wrong.map(file => ({ label: short(file.path), description: `${short(file.ref)} · ${file.state}` })), { title: t('Files That Are Not as They Were Registered'), matchOnDescription: true });
	})();
}

function sentence({ ref, path, state }: Verified): string {
	switch (state) {
		case 'missing': return t('The bytes of {0} are missing.', short(ref));
		case 'modified': return t('The bytes of {0} were modified: they are not those that were registered.', short(ref));
		case 'moved': return t('The bytes of {0} are now at {1}.', short(ref), short(path));
		case 'ok': return t('The bytes of {0} are as they were registered.', short(ref));
	}
}
