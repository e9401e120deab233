import { recordRows } from '../database/queries/history';
import { RegistryError } from '../errors';
import type { VersionDetails, WorkspacePath } from '../model';
import { shown } from '../records/names';
import { workspacePathFault } from '../records/paths';
import { runnable } from '../present/runnable';
import { looksSecret, withoutHome } from '../secrets';
import type { Context } from './context';
import { resolve } from './resolve';
import { versionModel, writeTo } from './writing';

/** A command that makes a version, as it can be run. */
export interface KnownCommand {
	readonly command: string;
	/** Where it is run; '' is the workspace folder. */
	readonly folder: WorkspacePath;
	/** Who says so: 'dvc train', 'Rosa Klein'. */
	readonly from: string;
}

/** The commands that are known to make a version: what somebody said last, then those of its runs. */
export async function commandsOf(ctx: Context, details: Pick<VersionDetails, 'id' | 'facts'>): Promise<readonly KnownCommand[]> {
	const db = await ctx.ledger.database();
	const said = recordRows(db, { version: details.id, kinds: ['command.recorded'], limit: 1 }).flatMap((row): KnownCommand[] => {
		const read = ctx.ledger.readRecord(row.month, row.file);
		return read.is === 'record' && read.record.kind === 'command.recorded' ? [{ command: read.record.command, folder: folderOf(read.record.folder), from: read.record.by.name }] : [];
	});
	const ran = details.facts.runs.flatMap(({ tool, id, name, command, folder }): KnownCommand[] => {
		const line = command === undefined ? undefined : runnable(command, tool);
		return line === undefined ? [] : [{ command: line, folder: folderOf(folder), from: `${tool} ${name ?? id}` }];
	});
	const shownAs = said.flatMap(one => { const command = runnable(one.command, 'dvc'); return command === undefined ? [] : [{ ...one, command }]; });
	return [...new Map([...shownAs, ...ran].map(one => [`${one.folder}\n${one.command}`, one])).values()];
}

/** Records come from others: no folder of theirs leads out of the workspace. */
function folderOf(folder: string | undefined): WorkspacePath {
	return folder === undefined || folder === '.' || workspacePathFault(folder) !== undefined ? '' : folder;
}

/** Records which command makes a version. Throws 'bad-value' for what is no command line or looks as if it held a password or key. */
export async function recordCommand(ctx: Context, ref: string, command: string, folder: WorkspacePath = ''): Promise<void> {
	const line = runnable(command, 'dvc');
	if (line === undefined || line.length > 2000) { throw new RegistryError('bad-value', { what: `The command '${shown(command)}'`, why: 'a command is one line of at most 2000 characters' }); }
	if (looksSecret(line)) { throw new RegistryError('bad-value', { what: 'The command', why: 'it looks as if it held a password, key or token, and would be kept in the repository. Have the script read it from the environment' }); }
	const fault = folder === '' ? undefined : workspacePathFault(folder);
	if (fault !== undefined) { throw new RegistryError('bad-path', { path: shown(folder), why: fault }); }
	await writeTo(ctx, db => versionModel(db, ref), async ({ db, model, write }) => {
		await write({ kind: 'command.recorded', model, version: resolve(db, ref), command: withoutHome(line, ctx.layout.workspace), ...(folder === '' ? {} : { folder }) });
	});
}
