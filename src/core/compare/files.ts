import type { ArtifactFile } from '../model';
import { formatRelativeDelta } from '../present/numbers';
import { shortDigest } from '../present/hash';
import { formatSize } from '../present/quantities';
import { columnNames } from './columnNames';
import type { ComparedRow, ComparedSection } from './comparison';
import type { ComparedVersion } from './facts';
import { checkpointOf } from './checkpointOf';
import { namesOf, rowOf, sectionOf, type Compared } from './rows';

/** The training left none: that is no difference. */
const noCheckpoint: Compared = { key: undefined, cell: { text: 'no checkpoint', missing: true } };

/** Format, framework and size of what was registered, and its files by path. A single file is compared with a single file whatever they are called. */
export function filesSection(versions: readonly ComparedVersion[], base: number): ComparedSection {
	const artifacts = versions.map(({ details }) => (checkpointOf(details) === 'none' ? undefined : details.artifact));
	const text = (name: string, values: readonly (string | undefined)[]) => rowOf({ key: name, name }, values.map((value, at): Compared => ({
		key: value, cell: { text: value ?? (artifacts[at] ? 'not recorded' : noCheckpoint.cell.text), ...(value === undefined ? { missing: true } : {}), ...(at === base || value === undefined || values[base] === undefined || value === values[base] ? {} : { change: 'changed' }) },
	})), base);
	const size = artifacts[base]?.bytes;
	return sectionOf('files', [
		text('format', artifacts.map(artifact => artifact?.format)),
		...(versions.some(({ details }) => details.framework !== undefined) ? [text('framework', versions.map(({ details }) => details.framework))] : []),
		rowOf({ key: 'size', name: 'size', numeric: true }, artifacts.map((artifact, at): Compared => {
			if (!artifact) { return noCheckpoint; }
			const { bytes } = artifact;
			const relative = at === base || size === undefined || bytes === size ? undefined : formatRelativeDelta(bytes, size);
			return { key: String(bytes), cell: { text: formatSize(bytes), value: bytes, title: `${bytes} bytes`, ...(relative === undefined ? {} : { change: relative }) } };
		}), base),
		...fileRows(versions, base),
	], { unrecorded: columnNames(versions).filter((_, at) => !artifacts[at]) });
}

function fileRows(versions: readonly ComparedVersion[], base: number): readonly ComparedRow[] {
	const states = versions.map(({ details }) => checkpointOf(details));
	if (versions.every(({ details }) => details.artifact.kind === 'file')) {
		const files = versions.map(({ details }) => details.files[0]);
		const [name, ...others] = new Set(files.flatMap(file => file?.path ?? []));
		return [fileRow('file', others.length || name === undefined ? 'file' : name, files, base, others.length > 0, states)];
	}
	const maps = versions.map(({ details }) => Object.fromEntries(details.files.map(file => [file.path, file])));
	return namesOf(maps).map(path => fileRow(`file:${path}`, path, maps.map(map => (Object.hasOwn(map, path) ? map[path] : undefined)), base, false, states));
}

function fileRow(key: string, name: string, files: readonly (ArtifactFile | undefined)[], base: number, isNamed: boolean, states: readonly ReturnType<typeof checkpointOf>[]): ComparedRow {
	const before = files[base], isKnown = states[base] === 'hashed';
	return rowOf({ key, name }, files.map((file, at): Compared => {
		if (states[at] === 'none') { return noCheckpoint; }
		if (states[at] === 'unhashed') { return { key: undefined, cell: file ? { text: isNamed ? `${file.path}, ${formatSize(file.bytes)}` : formatSize(file.bytes), title: 'Not registered: its bytes were not read' } : { text: 'not registered', missing: true } }; }
		if (!file) { return { key: 'absent', cell: { text: 'absent', missing: true, ...(at === base || !before || !isKnown ? {} : { change: 'removed' }) } }; }
		const text = isNamed ? `${file.path}, ${formatSize(file.bytes)}` : formatSize(file.bytes);
		const change = at === base || !isKnown ? undefined : !before ? 'added' : file.sha256 === before.sha256 ? undefined : `different bytes, ${shortDigest(file.sha256)}`;
		return { key: file.sha256, cell: { text, title: file.sha256, ...(change === undefined ? {} : { change }) } };
	}), base);
}
