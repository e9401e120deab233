import type { Input, VersionDetails } from '../model';

/** One thing that making the version again would need. */
export interface Pin {
	readonly what: 'code' | 'data' | 'bases' | 'environment' | 'parameters' | 'seed' | 'run' | 'bytes';
	readonly pinned: boolean;
	/** What is pinned, or what isn't and how to mend it for the next version. */
	readonly text: string;
}

const seedName = /(?:^|[._/-])(?:seed|random_state|random_seed|manual_seed|data_random_seed)$/i;

/** What of a version's making is pinned, and what isn't. Only what is on record counts; nothing is looked for on the disk. */
export function reproducible(details: Pick<VersionDetails, 'gitState' | 'untied' | 'facts' | 'params' | 'purged' | 'artifact'>): readonly Pin[] {
	const { gitState, facts: { inputs, environment, runs }, params, purged, artifact } = details;
	const data = inputs.filter(({ relation }) => relation === 'trained-on' || relation === 'evaluated-on');
	const bases = inputs.filter(({ relation }) => relation !== 'trained-on' && relation !== 'evaluated-on');
	const seed = Object.keys(params).find(name => seedName.test(name));
	const packages = Object.keys(environment).length;
	return [
		code(gitState),
		data.length ? named('data', data, 'track it with DVC or link it by its file') : { what: 'data', pinned: false, text: 'no data set is recorded: link it' },
		...(bases.length ? [named('bases', bases, 'register it, or name its commit on the Hub')] : []),
		packages > 0 ? { what: 'environment', pinned: true, text: packages === 1 ? '1 package' : `${packages} packages` } : { what: 'environment', pinned: false, text: 'no package versions are recorded: keep a lock file beside the code' },
		Object.keys(params).length ? { what: 'parameters', pinned: true, text: `${Object.keys(params).length} recorded` } : { what: 'parameters', pinned: false, text: 'none is recorded: keep a params file' },
		seed === undefined ? { what: 'seed', pinned: false, text: 'none is recorded: put it among the parameters' } : { what: 'seed', pinned: true, text: `${seed} = ${String(params[seed])}` },
		runs[0] ? { what: 'run', pinned: true, text: `${runs[0].tool} ${runs[0].name ?? runs[0].id}` } : { what: 'run', pinned: false, text: 'no run of a training tool is recorded' },
		purged ? { what: 'bytes', pinned: false, text: 'purged' } : artifact.storage === 'reference' ? { what: 'bytes', pinned: false, text: 'only referred to, not kept' } : { what: 'bytes', pinned: true, text: 'kept by their digest' },
	];
}

function code(state: VersionDetails['gitState']): Pin {
	if (!state) { return { what: 'code', pinned: false, text: 'not tied to git' }; }
	if (state.commit === null && state.snapshot === null) { return { what: 'code', pinned: false, text: 'there was no commit yet' }; }
	if (state.dirty && state.snapshot === null) { return { what: 'code', pinned: false, text: 'its uncommitted changes were not kept' }; }
	if (state.leftOut.length) { return { what: 'code', pinned: false, text: state.leftOut.length === 1 ? state.leftOut[0] ?? '' : `${state.leftOut.length} things are not in the snapshot` }; }
	return { what: 'code', pinned: true, text: `${(state.commit ?? state.snapshot ?? '').slice(0, 7)}${state.dirty ? ', exact state kept' : ''}` };
}

function named(what: 'data' | 'bases', inputs: readonly Input[], remedy: string): Pin {
	const loose = inputs.filter(input => !isPinned(input));
	const [first] = loose;
	return first ? { what, pinned: false, text: `${first.name}${loose.length > 1 ? ` and ${loose.length - 1} more` : ''} by name only: ${remedy}` } : { what, pinned: true, text: inputs.length === 1 ? inputs[0]?.name ?? '' : `all ${inputs.length} by content` };
}

/** By its digest, DVC's MD5, or a commit of the Hub. */
function isPinned({ digest, uri, source }: Input): boolean {
	return digest !== undefined || /\(md5 [0-9a-f]{32}/.test(source.field ?? '') || /^hf:\/\/.+@[0-9a-f]{7,}$/.test(uri ?? '') || /#[0-9a-f]{40}$/.test(uri ?? '');
}
