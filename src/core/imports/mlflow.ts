import { posix } from 'node:path';
import type { Warning, WorkspacePath } from '../model';
import { openRunFolder } from '../runs/folder';
import { pathIn } from '../runs/parse/pathIn';
import type { RunFolder } from '../runs/reader';
import { withSqlite } from '../runs/sqlite';
import type { FoundModel, FoundStore, FoundVersion } from './found';
import { bytesOf, type MlflowPlace } from './mlflow/bytesOf';
import { readDatabase } from './mlflow/database';
import { readFileStore } from './mlflow/fileStore';
import { promptTag, type RawModel, type RawVersion } from './mlflow/raw';
import { orNowhere } from './orNowhere';
import { shownUri } from './shownUri';
import type { ImportPlace, ImportSource } from './source';

/** MLflow's stages, as aliases; what was archived is archived (MLflow documentation, 'Model Registry', stages; deprecated since 2.9). */
const stageAliases: Readonly<Record<string, string>> = { Production: 'production', Staging: 'staging' };
/** Numbers past this are nobody's count. */
const maxNumber = 1_000_000;

/** MLflow's model registry, in a file store (`mlruns/models`) or in a database (`mlflow.db`), whichever there is at a place; both where they differ. */
export const mlflow: ImportSource = {
	tool: 'mlflow',
	title: 'MLflow',
	what: 'MLflow registry: no mlruns folder with models in it, and no mlflow.db',
	async read(place) {
		const stores: FoundStore[] = [];
		for (const store of await storesAt(place)) {
			const warnings: Warning[] = [];
			const models = await store.read(warnings);
			const root = await openRunFolder(place.workspace, '');
			if (!models?.length || !root) { continue; }
			const where: MlflowPlace = { root, workspace: place.workspace, parent: store.parent, runs: store.runs, models, experimentOf: await experiments(root, store.runs) };
			const found: FoundModel[] = [];
			for (const model of models.filter(one => !one.tags.has(promptTag))) { found.push(await foundModel(model, where, store)); }
			stores.push({ id: `mlflow:${store.path === '' ? '.' : store.path}`, models: found, warnings });
		}
		return withoutCopies(stores);
	},
};

interface Store {
	/** Workspace paths of the store, the folder that holds it, and its runs. */
	readonly path: WorkspacePath;
	readonly parent: WorkspacePath;
	readonly runs: WorkspacePath;
	readonly database: boolean;
	read(warnings: Warning[]): Promise<readonly RawModel[] | undefined>;
}

/** Databases first: a file store beside one was the same registry before it was migrated. */
async function storesAt({ workspace, path, sqlite }: ImportPlace): Promise<readonly Store[]> {
	const given = await openRunFolder(workspace, path);
	const folder = given ?? await openRunFolder(workspace, posix.dirname(path) === '.' ? '' : posix.dirname(path));
	if (!folder) { return []; }
	const only = given ? undefined : posix.basename(path);
	const databases = folder.files.filter(name => (only === undefined ? /\.(?:db|sqlite3?)$/i.test(name) : name === only)).map((name): Store => ({
		path: pathIn(folder, name), parent: folder.path, runs: pathIn(folder, 'mlruns'), database: true,
		read: warnings => withSqlite(folder, name, { sqlite, brief: false, mark: 'registered_models' }, image => readDatabase(image, pathIn(folder, name), warnings)),
	}));
	const inside = only === undefined && folder.folders.includes('mlruns') ? await folder.folder('mlruns') : undefined;
	const files = inside ?? (only === undefined && await isFileStore(folder) ? folder : undefined);
	return files ? [...databases, {
		path: files.path, parent: inside ? folder.path : posix.dirname(files.path).replace(/^\.$/, ''), runs: files.path, database: false, read: warnings => readFileStore(files, warnings),
	}] : databases;
}

/** Whether a folder is an `mlruns`, whatever its name: it holds models with versions as MLflow writes them. */
async function isFileStore(folder: RunFolder): Promise<boolean> {
	const models = folder.folders.includes('models') ? await folder.folder('models') : undefined;
	for (const name of models?.folders.slice(0, 100) ?? []) {
		const model = await models?.folder(name);
		if (model?.files.includes('meta.yaml')) { return true; }
	}
	return false;
}

async function foundModel(model: RawModel, where: MlflowPlace, store: Store): Promise<FoundModel> {
	const versions: FoundVersion[] = [];
	const live = model.versions.filter(version => version.stage !== 'Deleted_Internal').sort((a, b) => Number(a.version) - Number(b.version));
	for (const version of live) { versions.push(await foundVersion(version, where, store)); }
	return {
		name: model.space === undefined ? model.name : `${model.space}/${model.name}`, ...(model.description === undefined ? {} : { description: model.description }),
		tags: plainTags(model.tags), aliases: aliasesOf(model, live), versions,
	};
}

async function foundVersion(version: RawVersion, where: MlflowPlace, store: Store): Promise<FoundVersion> {
	const number = Number(version.version);
	// The reader of runs finds one in the experiment of a file store that holds it, or in the folder of the database.
	const run = version.run !== undefined && /^[0-9a-f]{32}$/.test(version.run) ? { id: version.run, folder: (store.database ? undefined : where.experimentOf.get(version.run)) ?? where.parent } : undefined;
	const commit = (version.commit ?? (run && await where.root.text(posix.join(run.folder, run.id, 'tags/mlflow.source.git.commit'), 200)))?.trim();
	return {
		version: version.version, ...(Number.isInteger(number) && number > 0 && number <= maxNumber ? { number } : {}),
		...(version.created === undefined ? {} : { created: new Date(version.created) }), ...(version.user === undefined ? {} : { author: version.user }),
		...(version.description === undefined ? {} : { notes: version.description }),
		tags: { ...plainTags(version.tags), ...(version.runLink === undefined ? {} : { 'mlflow.run-link': shownUri(version.runLink) }) },
		...(version.stage === 'Archived' ? { retired: 'archived in MLflow' } : {}),
		bytes: version.status === undefined || version.status === 'READY' ? await orNowhere(() => bytesOf(version, where)) : { in: 'nowhere', why: `Its registration in MLflow didn't finish (${shownUri(version.status)}).` },
		...(run ? { run } : {}), ...(commit !== undefined && /^[0-9a-f]{40}$/.test(commit) ? { code: { commit, exact: false } } : {}),
	};
}

/** Run → workspace path of the experiment that holds it. */
async function experiments(root: RunFolder, runs: WorkspacePath): Promise<ReadonlyMap<string, WorkspacePath>> {
	const store = await root.folder(runs === '' ? '.' : runs);
	const found = new Map<string, WorkspacePath>();
	for (const name of store?.folders.filter(one => one !== 'models' && !one.startsWith('.')) ?? []) {
		for (const run of (await store?.folder(name))?.folders ?? []) { if (/^[0-9a-f]{32}$/.test(run)) { found.set(run, posix.join(runs, name)); } }
	}
	return found;
}

/** Aliases, and what stages say where no alias of that name says otherwise. Of several versions in a stage the newest is meant. */
function aliasesOf(model: RawModel, live: readonly RawVersion[]): FoundModel['aliases'] {
	const aliases = new Map(model.aliases);
	for (const version of live.toReversed()) {
		const alias = stageAliases[version.stage ?? ''];
		if (alias !== undefined && !aliases.has(alias)) { aliases.set(alias, version.version); }
	}
	return [...aliases].map(([alias, version]) => ({ alias, version: version.trim() }));
}

/** MLflow's own bookkeeping isn't anybody's tag. */
function plainTags(tags: ReadonlyMap<string, string>): Readonly<Record<string, string>> {
	return Object.fromEntries([...tags].filter(([key]) => !/^_?mlflow[._]/.test(key)));
}

/** Without the versions of later stores that an earlier one has too, made at the same moment: the registry was migrated. */
function withoutCopies(stores: readonly FoundStore[]): readonly FoundStore[] {
	const seen = new Set<string>();
	return stores.map(store => {
		const models = store.models.flatMap(model => {
			const versions = model.versions.filter(version => !seen.has(markOf(model, version)));
			if (versions.length === model.versions.length) { return [model]; }
			return versions.length === 0 ? [] : [{ ...model, versions, aliases: model.aliases.filter(({ version }) => versions.some(one => one.version === version)) }];
		});
		for (const model of store.models) { for (const version of model.versions) { seen.add(markOf(model, version)); } }
		return { ...store, models };
	}).filter(store => store.models.length > 0);
}

const markOf = (model: FoundModel, version: FoundVersion) => JSON.stringify([model.name, version.version, version.created?.getTime() ?? null]);
