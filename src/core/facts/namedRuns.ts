import { posix } from 'node:path';
import type { WorkspacePath } from '../model';
import { textAt } from '../parse/data';
import { orWarning } from '../runs/parse/orWarning';
import { parsePlainYaml } from '../runs/parse/plainYaml';
import type { OpenFolder } from '../runs/folder';

/** Folders above a file in which an `MLmodel` may lie: `model/data/model.pth` has it two up. */
const maxParents = 4;

/**
 * Ids of the runs that a model file names: in its own metadata, in the `MLmodel` of the folder that it belongs to (run and logged model), or in
 * its path inside an MLflow artifact folder.
 */
export async function namedRuns(open: OpenFolder, path: WorkspacePath, metadata: Readonly<Record<string, string>>): Promise<readonly string[]> {
	const ids = [metadata['run_id'], metadata['model_id'], metadata['mlflow.run_id'], metadata['wandb.run_id']];
	ids.push(/(?:^|\/)([0-9a-f]{32})\/artifacts\//.exec(path)?.[1], /(?:^|\/)models\/(m-[0-9a-f]{32})\/artifacts(?:\/|$)/.exec(path)?.[1]);
	const parents = [path, ...above(path)].slice(0, maxParents + 1);
	for (const parent of parents) {
		const folder = await open(parent);
		if (!folder?.files.includes('MLmodel')) { continue; }
		// Damage to it is told by the reader of that format.
		const model = await orWarning([], async () => parsePlainYaml(await folder.text('MLmodel') ?? '', 'MLmodel'));
		ids.push(textAt(model, 'run_id'), textAt(model, 'model_id'));
		break;
	}
	return [...new Set(ids.filter(id => id !== undefined && id !== ''))] as readonly string[];
}

function above(path: WorkspacePath): readonly WorkspacePath[] {
	const parent = posix.dirname(path);
	return parent === '.' || parent === path ? [] : [parent, ...above(parent)];
}
