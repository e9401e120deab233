import { relative, resolve as resolvePath, sep } from 'node:path';
import { RegistryError } from '../errors';
import { registryFolderName } from '../ledger/layout';
import { workspacePathFault } from '../records/paths';
import type { Context } from './context';

/** Relative to the workspace, with '/'. Throws 'outside', 'bad-path', 'inside-registry'. */
export function inWorkspace(ctx: Pick<Context, 'layout'>, path: string): string {
	const { workspace } = ctx.layout;
	const found = relative(workspace, resolvePath(workspace, path)).split(sep).join('/');
	if (found === '..' || found.startsWith('../') || /^[a-zA-Z]:/.test(found) || found.startsWith('/')) { throw new RegistryError('outside', { path, folder: workspace }); }
	if (found === registryFolderName || found.startsWith(`${registryFolderName}/`)) { throw new RegistryError('inside-registry', { path: found }); }
	const why = found === '' ? 'it is the workspace folder itself' : workspacePathFault(found);
	if (why) { throw new RegistryError('bad-path', { path: found.replace(/\p{Cc}/gu, '\uFFFD').slice(0, 200), why }); }
	return found;
}
