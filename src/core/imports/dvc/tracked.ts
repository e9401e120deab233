import { posix } from 'node:path';
import type { Warning, WorkspacePath } from '../../model';
import { at, isMap, listAt, mapAt, numberAt, textAt, type Data } from '../../parse/data';
import { orWarning } from '../../runs/parse/orWarning';
import { parsePlainYaml } from '../../runs/parse/plainYaml';

/** What DVC says of a thing in words (dvc/annotations.py). */
export interface Annotation {
	readonly type?: string;
	readonly description?: string;
	readonly labels: readonly string[];
}

/** An output that DVC keeps by its digest. */
export interface DvcOut extends Annotation {
	readonly path: WorkspacePath;
	/** 32 hex digits. For a folder, of the list of its files. */
	readonly md5: string;
	readonly folder: boolean;
	/** Whether text was hashed with its line ends as LF: before DVC 3. */
	readonly anyLineEnds: boolean;
	readonly bytes?: number;
	/** The file that says so: dvc.lock or a .dvc file. */
	readonly said: WorkspacePath;
}

/** An entry of `artifacts` in a dvc.yaml. */
export interface DvcArtifact extends Annotation {
	readonly id: string;
	readonly path: WorkspacePath;
	readonly said: WorkspacePath;
}

export interface Tracked {
	readonly outs: readonly DvcOut[];
	readonly artifacts: readonly DvcArtifact[];
	/** Files that stages write metrics to. */
	readonly metrics: readonly WorkspacePath[];
}

/**
 * What dvc.yaml, dvc.lock and .dvc files say (DVC documentation, 'dvc.yaml', 'dvc.lock', '.dvc files'), by their paths. Paths in them are
 * relative to their own folder or to `wdir`; one that leads out of it all is passed over. What can't be read is one of `warnings`.
 */
export async function tracked(files: ReadonlyMap<WorkspacePath, string>, warnings: Warning[]): Promise<Tracked> {
	const outs: DvcOut[] = [], artifacts: DvcArtifact[] = [], metrics: WorkspacePath[] = [];
	for (const [path, text] of files) {
		const data = await orWarning(warnings, async () => parsePlainYaml(text, path));
		const folder = posix.dirname(path) === '.' ? '' : posix.dirname(path);
		if (data === undefined) { continue; }
		if (path.endsWith('.dvc')) {
			for (const out of listAt(data, 'outs')) { outs.push(...outOf(out, place(folder, textAt(data, 'wdir')), path, annotationOf(out))); }
		} else if (posix.basename(path) === 'dvc.lock') {
			const yaml = files.get(posix.join(folder, 'dvc.yaml'));
			const pipeline = yaml === undefined ? undefined : await orWarning([], async () => parsePlainYaml(yaml, path));
			for (const [name, stage] of mapAt(data, 'stages')) {
				// A stage that a `foreach` or `matrix` made is `name@item`.
				const written = at(pipeline, 'stages', name) ?? at(pipeline, 'stages', name.split('@')[0] ?? '', 'do');
				const here = place(folder, textAt(written, 'wdir'));
				for (const out of listAt(stage, 'outs')) { outs.push(...outOf(out, here, path, annotationFor(textAt(out, 'path'), written))); }
			}
		} else {
			for (const [id, artifact] of mapAt(data, 'artifacts')) {
				const target = inside(folder, textAt(artifact, 'path'));
				if (target !== undefined) { artifacts.push({ id, path: target, said: path, ...annotationOf(artifact) }); }
			}
			for (const [name, stage] of mapAt(data, 'stages')) { metrics.push(...metricsOf(at(data, 'stages', name, 'do') ?? stage, folder)); }
			metrics.push(...metricsOf(data, folder));
		}
	}
	return { outs, artifacts, metrics: [...new Set(metrics)] };
}

const place = (folder: string, wdir: string | undefined) => posix.normalize(posix.join(folder, wdir ?? '.'));

/** The path inside everything, or undefined where it leads out. */
function inside(folder: string, path: string | undefined): WorkspacePath | undefined {
	if (path === undefined || path === '' || path.includes('\0') || path.includes('\\') || posix.isAbsolute(path) || /^[a-z][\w+.-]*:/i.test(path)) { return undefined; }
	const found = posix.normalize(posix.join(folder, path)).replace(/\/$/, '');
	return found === '.' || found === '..' || found.startsWith('../') ? undefined : found;
}

function outOf(out: Data, folder: string, said: WorkspacePath, annotation: Annotation): readonly DvcOut[] {
	const path = inside(folder, textAt(out, 'path'));
	const [, md5, dir] = /^([0-9a-f]{32})(\.dir)?$/.exec(textAt(out, 'md5') ?? '') ?? [];
	if (path === undefined || md5 === undefined) { return []; }
	const bytes = numberAt(out, 'size');
	return [{ path, md5, folder: dir !== undefined, anyLineEnds: textAt(out, 'hash') !== 'md5', said, ...(bytes === undefined ? {} : { bytes }), ...annotation }];
}

function annotationOf(data: Data | undefined): Annotation {
	const [type, description] = [textAt(data, 'type'), textAt(data, 'desc') ?? textAt(data, 'description')];
	const labels = listAt(data, 'labels').filter(label => typeof label === 'string');
	return { labels, ...(type === undefined ? {} : { type }), ...(description ? { description } : {}) };
}

/** What dvc.yaml says of a stage's output: `outs: [{path: {type: model}}]`. */
function annotationFor(path: string | undefined, stage: Data | undefined): Annotation {
	const outs = listAt(stage, 'outs').filter(isMap);
	return annotationOf(outs.find(out => path !== undefined && out.has(path))?.get(path ?? ''));
}

function metricsOf(data: Data | undefined, folder: string): readonly WorkspacePath[] {
	const here = place(folder, textAt(data, 'wdir'));
	return listAt(data, 'metrics').flatMap(one => (isMap(one) ? [...one.keys()] : typeof one === 'string' ? [one] : [])).filter(path => !path.includes('${')).flatMap(path => inside(here, path) ?? []);
}
