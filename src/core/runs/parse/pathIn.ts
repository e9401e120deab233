import type { WorkspacePath } from '../../model';

/** The workspace path of a file in a folder. */
export function pathIn(folder: { readonly path: WorkspacePath }, name: string): WorkspacePath {
	return folder.path === '' ? name : `${folder.path}/${name}`;
}

/** A run's id where the tool gives none: the folder that it lies in. */
export function folderId(folder: { readonly path: WorkspacePath }): string {
	return folder.path === '' ? '.' : folder.path;
}

/** A folder's own name; undefined for the workspace itself, whose name is not part of its paths. */
export function folderName(folder: { readonly path: WorkspacePath }): string | undefined {
	return folder.path.split('/').at(-1) || undefined;
}
