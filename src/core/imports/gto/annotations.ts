import { posix } from 'node:path';
import type { Past } from '../../git/past';
import type { Warning } from '../../model';
import { at, listAt, textAt, type Data } from '../../parse/data';
import { orWarning } from '../../runs/parse/orWarning';
import { parsePlainYaml } from '../../runs/parse/plainYaml';
import type { Annotation } from '../dvc/tracked';

/** What a commit says of an artifact. */
export interface GtoAnnotation extends Annotation {
	/** In the repository. Absent for an artifact without bytes. */
	readonly path?: string;
}

export type AnnotationOf = (commit: string, artifact: string) => GtoAnnotation | undefined;

/**
 * Reads what `artifacts.yaml` and the `artifacts` of dvc.yaml say at these commits. An artifact `folder:name` is one of that folder's dvc.yaml. One
 * look at the repository for all of them.
 */
export async function annotations(past: Past, asked: readonly { readonly commit: string; readonly artifact: string }[], warnings: Warning[]): Promise<AnnotationOf> {
	const files = (artifact: string) => { const { folder } = apart(artifact); return [posix.join(folder, 'artifacts.yaml'), posix.join(folder, 'dvc.yaml')]; };
	const texts = await past.texts(asked.flatMap(({ commit, artifact }) => files(artifact).map(file => `${commit}:${file}`)));
	const parsed = new Map<string, Data | undefined>();
	for (const [name, text] of texts) { parsed.set(name, await orWarning(warnings, async () => parsePlainYaml(text, name.slice(41)))); }
	return (commit, artifact) => {
		const { folder, name } = apart(artifact);
		const [plain = '', dvc = ''] = files(artifact).map(file => `${commit}:${file}`);
		const data = at(parsed.get(plain), name) ?? at(parsed.get(dvc), 'artifacts', name);
		if (data === undefined) { return undefined; }
		const [type, path, description] = [textAt(data, 'type'), textAt(data, 'path'), textAt(data, 'description') ?? textAt(data, 'desc')];
		return {
			labels: listAt(data, 'labels').filter(label => typeof label === 'string'), ...(type ? { type } : {}), ...(description ? { description } : {}),
			...(path ? { path: posix.isAbsolute(path) ? path : posix.normalize(posix.join(folder, path)).replace(/\/$/, '') } : {}),
		};
	};
}

function apart(artifact: string): { readonly folder: string; readonly name: string } {
	const colon = artifact.indexOf(':');
	return colon < 0 ? { folder: '', name: artifact } : { folder: artifact.slice(0, colon), name: artifact.slice(colon + 1) };
}
