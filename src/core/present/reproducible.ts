import type { Input, VersionDetails } from '../model';

/** One thing that making the version again would need. */
export interface Pin {
	readonly what: 'code' | 'data' | 'bases' | 'environment' | 'parameters' | 'seed' | 'command' | 'hardware' | 'bytes';
	readonly pinned: boolean;
	/** What is pinned, or what isn't and how to mend it. */
	readonly text: string;
	/** What mends it on record for this very version; without it, only the next version can have it. */
	readonly mend?: 'link' | 'command' | 'hardware';
}

const seedName = /(?:^|[._/-])(?:seed|random_state|random_seed|manual_seed|data_random_seed)$/i;

/** The tag that says what a version was trained on, where no tool recorded it. */
export const hardwareTag = 'hardware';

/**
 * What of a version's making is pinned, and what isn't. Only what is on record counts; nothing is looked for on the disk. `command` is the one that is known
 * to make it.
 */
export function reproducible(details: Pick<VersionDetails, 'gitState' | 'untied' | 'facts' | 'params' | 'purged' | 'artifact' | 'tags'>, command?: string): readonly Pin[] {
	const { gitState, facts: { inputs, environment, runs }, params, purged, artifact, tags } = details;
	const data = inputs.filter(({ relation }) => relation === 'trained-on' || relation === 'evaluated-on');
	const bases = inputs.filter(({ relation }) => relation !== 'trained-on' && relation !== 'evaluated-on');
	const seed = Object.keys(params).find(name => seedName.test(name));
	const packages = Object.keys(environment).length;
	const hardware = runs.find(run => run.hardware !== undefined)?.hardware ?? tags[hardwareTag];
	return [
		code(gitState),
		data.length ? named('data', data, 'track it with DVC or link it by its file') : { what: 'data', pinned: false, text: 'no data set is recorded: link it', mend: 'link' },
		...(bases.length ? [named('bases', bases, 'register it, or name its commit on the Hub')] : []),
		packages > 0 ? { what: 'environment', pinned: true, text: packages === 1 ? '1 package' : `${packages} packages` } : { what: 'environment', pinned: false, text: 'no package versions are recorded: keep a lock file beside the code' },
		Object.keys(params).length ? { what: 'parameters', pinned: true, text: `${Object.keys(params).length} recorded` } : { what: 'parameters', pinned: false, text: 'none is recorded: keep a params file' },
		seed === undefined ? { what: 'seed', pinned: false, text: 'none is recorded: put it among the parameters' } : { what: 'seed', pinned: true, text: `${seed} = ${String(params[seed])}` },
		command === undefined ? { what: 'command', pinned: false, text: 'none is recorded: say it once', mend: 'command' } : { what: 'command', pinned: true, text: command },
		hardware === undefined ? { what: 'hardware', pinned: false, text: `not recorded: tag it (${hardwareTag} = …)`, mend: 'hardware' } : { what: 'hardware', pinned: true, text: hardware },
		purged ? { what: 'bytes', pinned: false, text: 'purged' } : artifact.storage === 'reference' ? { what: 'bytes', pinned: false, text: 'only referred to, not kept' } : { what: 'bytes', pinned: true, text: 'kept by their digest' },
	];
}

function code(state: VersionDetails['gitState']): Pin {
	if (!state) { return { what: 'code', pinned: false, text: 'not tied to git: register from inside a repository' }; }
	if (state.commit === null && state.snapshot === null) { return { what: 'code', pinned: false, text: 'there was no commit yet: commit the code first' }; }
	if (state.dirty && state.snapshot === null) { return { what: 'code', pinned: false, text: 'its uncommitted changes were not kept: commit them before registering' }; }
	if (state.leftOut.length) { return { what: 'code', pinned: false, text: state.leftOut.length === 1 ? state.leftOut[0] ?? '' : `${state.leftOut.length} things are not in the snapshot` }; }
	return { what: 'code', pinned: true, text: `${(state.commit ?? state.snapshot ?? '').slice(0, 7)}${state.dirty ? ', exact state kept' : ', clean'}` };
}

function named(what: 'data' | 'bases', inputs: readonly Input[], remedy: string): Pin {
	const loose = inputs.filter(input => !isPinned(input));
	const [first] = loose;
	return first ? { what, pinned: false, text: `${first.name}${loose.length > 1 ? ` and ${loose.length - 1} more` : ''} by name only: ${remedy}`, mend: 'link' } : { what, pinned: true, text: inputs.length === 1 ? inputs[0]?.name ?? '' : `all ${inputs.length} by content` };
}

/** By its digest, DVC's MD5, or a commit of the Hub. */
function isPinned({ digest, uri, source }: Input): boolean {
	return digest !== undefined || /\(md5 [0-9a-f]{32}/.test(source.field ?? '') || /^hf:\/\/.+@[0-9a-f]{7,}$/.test(uri ?? '') || /#[0-9a-f]{40}$/.test(uri ?? '');
}
