import type { WorkspacePath } from '../model';
import type { FoundRun, MadeFile, RunReader } from '../runs/reader';

/**
 * How near a source is to a model file, nearest first: 0 the file itself, 1 a run that names the file as its output, 2 the file's own
 * folder, 3 the folder above it, and so on.
 */
export type Rank = number;
export const insideRank: Rank = 0;
export const namingRank: Rank = 1;
const sameFolderRank: Rank = 2;
/** Folders above the file's own in which a lone record is still taken to be about it. */
const maxParents = 4;

/**
 * How a run that was found `distance` folders above a file relates to it; undefined where nothing ties them.
 * A time that fits is no tie.
 */
export function relate(run: FoundRun, reader: RunReader, file: MadeFile, distance: number): Rank | undefined {
	if (file.runIds.includes(run.id) || (run.outputs ?? []).some(output => isOutput(output, file))) { return namingRank; }
	if (reader.store) { return run.path !== '' && contains(run.path, file.path) ? namingRank : undefined; }
	// A hand-made params.yaml at the top of a workspace speaks for all of it.
	return distance <= maxParents || reader.tool === 'params-file' ? sameFolderRank + distance : undefined;
}

/** A sentence's tail for a disagreement: why a source of this rank goes before others. */
export function reasonOf(rank: Rank): string {
	switch (rank) {
		case insideRank: return 'the model file says so itself';
		case namingRank: return 'the run that made the file says so';
		case sameFolderRank: return 'it stands in the same folder';
		default: return 'it stands in a nearer folder';
	}
}

function isOutput(output: NonNullable<FoundRun['outputs']>[number], file: MadeFile): boolean {
	if (output.path !== undefined) {
		if (contains(output.path, file.path)) { return true; }
		// A folder that is registered as one artifact holds what the run says it wrote.
		if (file.bytes === undefined && contains(file.path, output.path)) { return true; }
	}
	return false;
}

function contains(folder: WorkspacePath, path: WorkspacePath): boolean {
	return folder !== '' && (path === folder || path.startsWith(`${folder}/`));
}
