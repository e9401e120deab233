import { isAbsolute, posix, relative, resolve, sep } from 'node:path';
import { RegistryError } from '../errors';
import { stat } from '../files/quick';
import { readFailure } from '../files/readFailure';
import { readFormat } from '../formats';
import type { FormatFacts } from '../formats/format';
import type { Facts, Input, MetricHistory, RunRef, WorkspacePath } from '../model';
import type { MadeFile } from '../runs/reader';
import { folderOpener } from '../runs/folder';
import type { OpenSqlite } from '../runs/openSqlite';
import type { RunPlace } from '../runs/trainingRun';
import { atCheckpoint } from './atCheckpoint';
import { attachedRuns, type AttachedRun } from './attachedRuns';
import { environmentAbove, type Listing } from './environment';
import { underFileNames } from './fileNames';
import { hubOrigin } from './hubOrigin';
import { inWorkspace } from './inWorkspace';
import { loggedCopies } from './loggedCopies';
import { md5Of } from './md5Of';
import { merge, type Ranked } from './merge';
import { namedRuns } from './namedRuns';
import { insideRank } from './relate';
import { sectionOf } from './section';
import { isGenericName, plainStem, stemOf } from './stem';

export interface GatherOptions {
	/** Absolute path of the workspace folder. */
	readonly workspace: string;
	/** Absolute path of a file or folder in it. */
	readonly path: string;
	/** The model's name, where it is known: a shared params file may hold a section for it. */
	readonly model?: string;
	readonly signal?: AbortSignal;
	/** Opens the databases of training tools (`mlflow.db`); without it they are passed over. */
	readonly sqlite?: OpenSqlite;
	/** The run that made it, where somebody has said so: its record counts, wherever it lies. */
	readonly run?: Pick<RunPlace, 'id' | 'folder'>;
}

/**
 * All that is known of a model file: what it says itself ('certain') and what the training left beside it or above it ('likely').
 * Headers and small records are read, nothing is executed, nothing secret is kept. Throws RegistryError 'not-found', 'unreadable',
 * 'outside', 'not-a-file', 'link-loop', 'cancelled'; a damaged file comes back as facts with a warning.
 */
export async function gatherFacts({ workspace, path, model, ...options }: GatherOptions): Promise<Facts> {
	const place = workspacePath(workspace, path);
	const found = await stat(path).catch(async (error: unknown) => { throw await readFailure(error, path, place); });
	const read = await readModel(path, workspace);
	const { format, facts } = read;
	const open = folderOpener(workspace);
	const md5 = md5Of(path, found.size);
	const named = [...options.run ? [options.run.id] : [], ...await namedRuns(open, place, facts.metadata ?? {})];
	const runIds = named.length > 0 || found.isDirectory() || found.size === 0 ? named : await loggedCopies(workspace, open, { path: place, bytes: found.size, md5 });
	const file: MadeFile = { path: place, ...(found.isDirectory() ? {} : { bytes: found.size, md5 }), runIds, params: facts.params ?? [] };
	const { attached, warnings } = await attachedRuns(open, workspace, file, options);
	const origin = await hubOrigin(open, place);
	const own = attached.map(({ run, rank }) => ({ rank, run: sectionOf(asOfFile(run, place, read), run.tool === 'params-file' ? sectionNames(place, model) : []) }));
	const params = merge([{ rank: insideRank, values: facts.params ?? [] }, ...own.map(one => paramsFrom(one, own))], 'params');
	const speaking = own.filter(({ run, rank }) => rank <= nearestMetrics(own) || run.metrics.length === 0);
	const metrics = merge([{ rank: insideRank, values: facts.metrics ?? [] }, ...speaking.map(({ run, rank }) => ({ rank, values: run.metrics }))], 'metrics');
	return {
		kind: facts.kind ?? 'unknown', format,
		...(facts.framework === undefined ? {} : { framework: facts.framework }),
		...(facts.library === undefined ? {} : { library: facts.library }),
		...(facts.parameters === undefined ? {} : { parameters: facts.parameters }),
		...(facts.summary === undefined ? {} : { summary: facts.summary }),
		...(facts.signature === undefined ? {} : { signature: facts.signature }),
		...(facts.suggestedName === undefined ? {} : { suggestedName: facts.suggestedName }),
		tensors: facts.tensors ?? [],
		metadata: { ...origin.metadata, ...facts.metadata },
		params: params.values,
		metrics: metrics.values,
		histories: firstOfEach<MetricHistory>([facts.histories ?? {}, ...speaking.map(({ run }) => run.histories ?? {})]),
		inputs: distinct(await inWorkspace([...facts.inputs ?? [], ...attached.flatMap(({ run }) => run.inputs ?? []), ...origin.inputs], workspace, place)),
		runs: runsOf(attached),
		...environmentOf([
			{ versions: facts.environment ?? {}, from: { source: { tool: format, path: place }, certainty: 'certain' } },
			...attached.map(({ run }): Listing => ({ versions: run.environment ?? {}, from: { source: { tool: run.tool, path: run.path }, certainty: 'likely' } })),
			...await environmentAbove(open, place),
		]),
		warnings: [...(facts.warnings ?? []).filter(({ code }) => code !== 'no-hyperparameters' || !own.some(({ run }) => run.tool !== 'params-file' && run.params.length > 0)), ...warnings],
		disagreements: [...params.disagreements, ...metrics.disagreements],
	};
}

async function readModel(path: string, workspace: string): Promise<{ readonly format: string; readonly facts: FormatFacts }> {
	try {
		return await readFormat(path, workspace);
	} catch (error) {
		if (!RegistryError.is(error, 'damaged-file')) { throw error; }
		return { format: 'unknown', facts: { warnings: [{ code: 'damaged-file', message: error.message }] } };
	}
}

/** A run as far as it is about this file: parameters by the file's names, metrics of the time when it was written. */
function asOfFile(run: AttachedRun['run'], place: WorkspacePath, read: { readonly format: string; readonly facts: FormatFacts }): AttachedRun['run'] {
	return atCheckpoint({ ...run, params: underFileNames(run.params, read.facts.params ?? []) }, place, read);
}

/** Characters of a command line: a longer one is left out, since half of it is none. */
const maxCommand = 2_000;

type Own = AttachedRun & { readonly run: ReturnType<typeof sectionOf> };

const logs = new Set(['csv-log', 'tensorboard']);

/** A run that was met in two folders, as of a checkpoint and its training, is one. */
function runsOf(attached: readonly AttachedRun[]): readonly RunRef[] {
	const found = new Map<string, RunRef>();
	const folders = new Set(attached.flatMap(({ run }) => (logs.has(run.tool) ? [] : [run.path])));
	for (const { run: { tool, id, name, path, command, commandFolder, hardware, metrics } } of attached) {
		// A log beside the record of a run is a part of it.
		if (logs.has(tool) && (folders.has(path) || folders.has(posix.dirname(path)))) { continue; }
		if (metrics.length === 0 && attached.some(one => one.run.tool === tool && one.run.metrics.length > 0 && path.startsWith(`${one.run.path}/`))) { continue; }
		if (tool !== 'params-file' && !found.has(`${tool}\n${id}`)) { found.set(`${tool}\n${id}`, {
			tool, id, ...(name === undefined ? {} : { name }), path,
			...(command === undefined || command === '' || command.length > maxCommand ? {} : { command, ...(commandFolder ? { folder: commandFolder } : {}) }), ...(hardware === undefined ? {} : { hardware }),
		}); }
	}
	return [...found.values()];
}

/** A params file farther up than another record only bears witness, unless it has a section for this very model. */
function paramsFrom({ run, rank }: Own, all: readonly Own[]): Ranked<Own['run']['params'][number]> {
	const nearer = all.some(other => other.rank < rank && other.run.params.length > 0);
	return { rank, values: run.params, witness: run.tool === 'params-file' && !run.ownSection && nearer };
}

/** Metrics of a folder farther up are some other file's as soon as a nearer one has any. */
function nearestMetrics(all: readonly Own[]): number {
	return Math.min(...all.filter(({ run }) => run.metrics.length > 0).map(({ rank }) => rank));
}

/** `model: {…}` in a params file is about every model, whatever the file's name. */
function sectionNames(path: WorkspacePath, model: string | undefined): readonly string[] {
	const stem = stemOf(posix.basename(path));
	return [model ?? '', ...[stem, plainStem(stem), posix.basename(path), posix.basename(posix.dirname(path))].filter(name => !isGenericName(name))].filter(name => name !== '');
}

/** Of each package the version that the nearest listing has, and which that is. */
function environmentOf(listings: readonly Listing[]): Pick<Facts, 'environment' | 'environmentFrom'> {
	const environment = firstOfEach(listings.map(({ versions }) => versions));
	const told = new Set<string>();
	const environmentFrom = listings.flatMap(({ versions, from }) => {
		const names = Object.keys(versions).filter(name => !told.has(name));
		for (const name of names) { told.add(name); }
		return names.length > 0 ? [{ ...from, names }] : [];
	});
	return { environment, ...(environmentFrom.length > 0 ? { environmentFrom } : {}) };
}

function firstOfEach<T>(sources: readonly Readonly<Record<string, T>>[]): Readonly<Record<string, T>> {
	const found = new Map<string, T>();
	for (const [name, value] of sources.flatMap(source => Object.entries(source))) {
		if (!found.has(name)) { found.set(name, value); }
	}
	return Object.fromEntries(found);
}

function distinct(inputs: readonly Input[]): readonly Input[] {
	const told = [...new Map([...inputs].reverse().map(input => [`${input.relation} ${input.uri ?? input.name}`, input])).values()].reverse();
	// The name alone is what another source knows the place of.
	return told.filter(input => input.uri !== undefined || !told.some(other => other.uri !== undefined && other.relation === input.relation && stemOf(other.name) === stemOf(input.name)));
}

function workspacePath(workspace: string, path: string): WorkspacePath {
	const place = relative(resolve(workspace), resolve(path));
	if (place === '..' || place.startsWith(`..${sep}`) || isAbsolute(place)) { throw new RegistryError('outside', { path, folder: workspace }); }
	return sep === '/' ? place : place.replaceAll(sep, '/');
}
