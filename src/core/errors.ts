/** What a failure is about: each reason says which facts its sentence needs. All are the user's business; anything else is a bug. */
export interface Reasons {
	'not-initialised': { folder: string };
	'registry-is-a-file': { path: string };
	'newer-schema': { path: string; found: number; known: number };
	'unreadable': { path: string; why: string };
	'unwritable': { path: string; why: string };
	'disk-full': { path: string };
	/** `isLink`: a symbolic link is there, and what it leads to is not. */
	'not-found': { path: string; isLink?: boolean };
	'empty-file': { path: string };
	/** `inside`: the pointer itself, where `path` is the folder that holds it. */
	'lfs-pointer': { path: string; inside?: string };
	'empty-folder': { path: string };
	'too-many-files': { path: string; most: number };
	'not-a-file': { path: string; what: string };
	/** `above`: it is one of the folders on the way there that is a file. */
	'not-a-folder': { path: string; above?: boolean };
	'link-loop': { path: string };
	'outside': { path: string; folder: string };
	'bad-path': { path: string; why: string };
	'inside-registry': { path: string };
	'changed-while-read': { path: string };
	'cancelled': { what: string };
	'bad-name': { name: string; why: string };
	'bad-alias': { name: string; why: string };
	'bad-value': { what: string; why: string };
	'name-taken': { name: string; model: string };
	'bad-search': { text: string; offset: number; length: number; why: string };
	'no-model': { name: string; near?: string };
	/** `aliases` where an alias was asked for: those that the model has. `archived`: the newest, where all are archived. */
	'no-version': { ref: string; near?: string; aliases?: readonly string[]; archived?: string };
	/** What begins the ids of several versions, and references to those. */
	'ambiguous-version': { ref: string; found: readonly string[] };
	'bad-reference': { ref: string };
	'too-few-versions': { refs: readonly string[] };
	'too-many-versions': { count: number; most: number };
	'no-alias': { model: string; alias: string };
	'not-tied': { ref: string; why: string };
	'code-not-here': { ref: string };
	'no-checkout': { path: string };
	'checkout-changed': { path: string; file: string; more: number };
	'no-alias-then': { model: string; alias: string; at: string };
	'no-version-then': { ref: string; at: string };
	'past-is-fixed': { when: string };
	'nothing-before': { model: string; alias: string };
	'alias-contested': { model: string; alias: string };
	'lineage-cycle': { child: string; parent: string };
	'no-link': { ref: string; from: string };
	'no-node': { text: string };
	'no-conflict': { what: string };
	'not-archived': { ref: string };
	'bytes-missing': { ref: string; path: string };
	'bytes-modified': { ref: string; path: string };
	'bytes-purged': { ref: string; until: string };
	'would-overwrite': { path: string };
	'in-the-way': { path: string; what: string };
	'through-link': { path: string };
	'undo-expired': { ref: string };
	'record-too-large': { what: string; bytes: number };
	'damaged-file': { path: string; why: string };
	'not-a-model': { path: string };
	'no-run': { run: string; near?: string };
	'several-runs': { run: string; found: readonly string[] };
	'no-checkpoint': { run: string; path: string };
	'nothing-to-import': { path: string; what: string };
	'git-failed': { what: string; why: string };
	'locked': { path: string };
}

export type Reason = keyof Reasons;

/** What the editor may offer as a button, and what the CLI says as a command. */
export type Remedy = 'fetch-code' | 'now' | 'init' | 'retry' | 'choose-folder' | 'show-problems' | 'reveal' | 'update';

interface Wording<R extends Reason> {
	readonly sentence: (facts: Reasons[R]) => string;
	readonly remedy?: Remedy;
}

const wordings: { readonly [R in Reason]: Wording<R> } = {
	'not-initialised': { sentence: f => `${f.folder} has no model registry. Run 'model-registry init' there first.`, remedy: 'init' },
	'registry-is-a-file': { sentence: f => `${f.path} is a file, and the registry needs a folder of that name. Rename or remove it, then initialize again.`, remedy: 'reveal' },
	'newer-schema': { sentence: f => `${f.path} was written by a newer Model Registry (schema ${f.found}, this one knows ${f.known}). Update the extension to change it.`, remedy: 'update' },
	'unreadable': { sentence: f => `${f.path} can't be read: ${f.why}. Check its permissions.`, remedy: 'reveal' },
	'unwritable': { sentence: f => `${f.path} can't be written: ${f.why}. Check its permissions.`, remedy: 'reveal' },
	'disk-full': { sentence: f => `The disk is full: ${f.path} was not written, and nothing was changed. Free some space and try again.`, remedy: 'retry' },
	'not-found': { sentence: f => (f.isLink ? `${f.path} is a symbolic link to what doesn't exist. Point it at the model and try again.` : `${f.path} doesn't exist. Check the path.`) },
	'lfs-pointer': { sentence: f => `${f.inside === undefined ? `${f.path} is a Git LFS pointer, not the model` : `${f.path} holds a Git LFS pointer in place of ${f.inside}`}. Run 'git lfs pull' and register it then.` },
	'empty-file': { sentence: f => `${f.path} is empty (0 bytes). Register it when the training has written it.` },
	'empty-folder': { sentence: f => `${f.path} holds no files. Register a folder that holds a model.` },
	'too-many-files': { sentence: f => `${f.path} holds more than ${f.most} files. Register the folder of the model itself, or pack it into one file.` },
	'not-a-file': { sentence: f => `${f.path} is ${f.what}, not a file or folder. Register a regular file or a folder.` },
	'not-a-folder': { sentence: f => `${f.path} ${f.above ? 'lies below a file' : 'is a file'}, and a version's files are put into a folder. Name another one.`, remedy: 'choose-folder' },
	'link-loop': { sentence: f => `${f.path} is a symbolic link that leads back to itself. Point it at the model and try again.` },
	'outside': { sentence: f => `${f.path} is outside ${f.folder}. Move or copy it into the workspace folder first.` },
	'bad-path': { sentence: f => `${f.path} can't be recorded: ${f.why}. Rename it and try again.` },
	'inside-registry': { sentence: f => `${f.path} belongs to the registry itself. Choose a file outside .model-registry.` },
	'changed-while-read': { sentence: f => `${f.path} changed while it was being read, so nothing was registered. Wait until it is written, then try again.`, remedy: 'retry' },
	'cancelled': { sentence: f => `${f.what} was cancelled. Nothing was changed.` },
	'bad-name': { sentence: f => `'${f.name}' can't be a model's name: ${f.why}.` },
	'bad-alias': { sentence: f => `'${f.name}' can't be an alias: ${f.why}.` },
	'bad-value': { sentence: f => `${f.what}: ${f.why}.` },
	'name-taken': { sentence: f => `'${f.name}' is too close to the existing model '${f.model}'. Use '${f.model}', or choose a name that differs in more than case.` },
	'bad-search': { sentence: f => `The search can't be read at ${f.offset >= f.text.length ? 'its end' : `character ${f.offset + 1}, '${cut(f.text.slice(f.offset, f.offset + Math.max(1, f.length)))}'`}: ${f.why}${/[?.]$/.test(f.why) ? '' : '.'}` },
	'no-model': { sentence: f => `No model is named '${f.name}'.${f.near ? ` Did you mean '${f.near}'?` : ` 'model-registry list' shows all.`}` },
	'no-version': { sentence: f => (f.archived === undefined ? `There is no version '${f.ref}'.${f.near ? ` Did you mean '${f.near}'?` : ''}${f.aliases ? aliasesSaid(f.aliases) : ''}` : `All versions of '${f.ref}' are archived, so none is the latest. Name one by its number, such as '${f.archived}'.`) },
	'ambiguous-version': { sentence: f => `'${f.ref}' begins the ids of several versions. Name one of them: ${f.found.slice(0, 3).join(', ')}${f.found.length > 3 ? ', …' : ''}.` },
	'bad-reference': { sentence: f => `'${f.ref}' isn't a reference to a version. Write it as model@v7, model@alias, model@latest or models:/model/7.` },
	'too-few-versions': { sentence: f => (f.refs.length > 1 ? `${f.refs.map(ref => `'${ref}'`).join(' and ')} are the same version. Name another one to compare it with.` : 'A comparison needs two versions or more. Name another one.') },
	'too-many-versions': { sentence: f => `${f.count} versions are too many to compare: ${f.most} at most. Choose fewer.` },
	'no-alias': { sentence: f => `${f.model} has no alias '${f.alias}'.` },
	'not-tied': { sentence: f => `${f.ref} is not tied to git, so its code can't be opened: ${f.why.replace(/\.$/, '')}.` },
	'code-not-here': { sentence: f => `The code of ${f.ref} is not in this clone. 'model-registry snapshots fetch' gets it, where a team-mate has pushed it.`, remedy: 'fetch-code' },
	'no-checkout': { sentence: f => `${f.path} is no folder that the code of a version was opened in. 'model-registry checkout --list' shows those.` },
	'checkout-changed': { sentence: f => `${f.path} has changes that would be lost: ${f.file}${f.more > 0 ? ` and ${f.more} more` : ''}. Commit or copy them, or pass --force to remove it.` },
	'no-alias-then': { sentence: f => `No version of ${f.model} held ${f.alias} on ${f.at}. 'model-registry history ${f.model} --alias ${f.alias}' shows when one did.` },
	'no-version-then': { sentence: f => `${f.ref} was not registered yet on ${f.at}.` },
	'past-is-fixed': { sentence: f => `The registry is shown as of ${f.when}, read-only. Go back to now to change it.`, remedy: 'now' },
	'nothing-before': { sentence: f => `${f.model}'s ${f.alias} has never been on another version, so there is nothing to roll back to.` },
	'alias-contested': { sentence: f => `${f.model}'s ${f.alias} is in conflict. Decide that first: set it to the version that is right.` },
	'lineage-cycle': { sentence: f => (f.child === f.parent ? `${f.child} can't come from itself.` : `${f.child} can't come from ${f.parent}: ${f.parent} already comes from ${f.child}.`) },
	'no-link': { sentence: f => `${f.ref} has no lineage link to '${f.from}'. 'model-registry lineage ${f.ref} --up' shows those that it has.` },
	'no-node': { sentence: f => `Nothing in the lineage is called '${f.text}'. Name a version (model@v7), a file or folder of the workspace, a digest, or a Hub id as hf:org/name.` },
	'no-conflict': { sentence: f => `${f.what} is not in conflict: somebody may have decided it. 'model-registry conflicts' shows those that are open.` },
	'not-archived': { sentence: f => `${f.ref} is not archived. Archive it first, then its bytes can be purged.` },
	'bytes-missing': { sentence: f => `The bytes of ${f.ref} are missing: ${f.path} is not there. Restore it from a backup or another clone, or register the file again.`, remedy: 'reveal' },
	'bytes-modified': { sentence: f => `The bytes of ${f.ref} were changed: ${f.path} no longer has the digest that was registered, so it was not handed out. Restore it from a backup or another clone.`, remedy: 'reveal' },
	'bytes-purged': { sentence: f => `The bytes of ${f.ref} were purged on ${f.until}. While they are put aside, 'model-registry recover ${f.ref}' brings them back.` },
	'would-overwrite': { sentence: f => `${f.path} is there already and differs. Choose another folder, or pass --force to replace it.`, remedy: 'choose-folder' },
	'in-the-way': { sentence: f => `${f.path} can't be put there: ${f.what}. Move it away, or choose another folder.`, remedy: 'choose-folder' },
	'through-link': { sentence: f => `${f.path} is a symbolic link, and nothing is written through links. Remove it or choose another folder.`, remedy: 'choose-folder' },
	'undo-expired': { sentence: f => `The purge of ${f.ref} can't be undone any more: its bytes are gone.` },
	'record-too-large': { sentence: f => `${f.what} is ${f.bytes} bytes, and a record holds at most 65536. Shorten it and try again.` },
	'damaged-file': { sentence: f => `${f.path} is damaged: ${f.why}.`, remedy: 'reveal' },
	'not-a-model': { sentence: f => `${f.path} isn't a model file that is known here. It can be registered all the same; nothing is read from it.` },
	'no-run': { sentence: f => `There is no training run '${f.run}' in the workspace.${f.near === undefined ? '' : ` Did you mean '${f.near}'?`} List them: model-registry runs --all` },
	'several-runs': { sentence: f => `${f.found.length} training runs are called '${f.run}': ${f.found.slice(0, 5).join(', ')}${f.found.length > 5 ? ', …' : ''}. Pass more of the id.` },
	'no-checkpoint': { sentence: f => `The training run '${f.run}' (${f.path}) has no model file in the workspace. Register a file and name the run: model-registry register PATH --run ID` },
	'nothing-to-import': { sentence: f => `${f.path} has no ${f.what}. Pass the folder that holds it.` },
	'git-failed': { sentence: f => `git could not ${f.what}: ${f.why}.` },
	'locked': { sentence: f => `Another process holds ${f.path}. Try again when it has finished.`, remedy: 'retry' },
};

function aliasesSaid(aliases: readonly string[]): string {
	return aliases.length === 0 ? ' The model has no aliases.' : ` The model's aliases: ${aliases.slice(0, 8).join(', ')}${aliases.length > 8 ? ', …' : ''}.`;
}

/** A piece of what was typed as it may stand in a sentence. */
function cut(text: string): string {
	return text.length > 40 ? `${text.slice(0, 39)}…` : text;
}

/** A failure that is the user's business: one sentence that names the thing and the remedy. */
export class RegistryError<R extends Reason = Reason> extends Error {
	override readonly name = 'RegistryError';

	constructor(readonly reason: R, readonly facts: Reasons[R], options?: ErrorOptions) {
		super(wordings[reason].sentence(facts), options);
	}

	get remedy(): Remedy | undefined {
		return wordings[this.reason].remedy;
	}

	/** Whether `error` is a `RegistryError`, and of this reason where one is given. */
	static is<R extends Reason = Reason>(error: unknown, reason?: R): error is RegistryError<R> {
		return error instanceof RegistryError && (reason === undefined || error.reason === reason);
	}
}
