import type { WorkspacePath } from '../../model';
import type { RunFolder } from '../reader';

/** The workspace path of a file in a folder. */
export function pathIn(folder: Pick<RunFolder, 'path'>, name: string): WorkspacePath {
	return folder.path === '' ? name : `${folder.path}/${name}`;
}

/** A run's id where the tool gives none: the folder that it lies in. */
export function folderId(folder: Pick<RunFolder, 'path'>): string {
	return folder.path === '' ? '.' : folder.path;
}

/** A folder's own name; undefined for the workspace itself, whose name is not part of its paths. */
export function folderName(folder: Pick<RunFolder, 'path'>): string | undefined {
	return folder.path.split('/').at(-1) || undefined;
}
