import type { FileState, StoragePolicy } from '../../core/model';
import { plainLine } from '../../core/present/plain';
import type { Verified } from '../../core/verbs/bytes';
import { toJson } from '../json';
import { counted } from '../show/words';
import { table } from '../table';
import { UsageError } from '../usageError';
import { defineVerb } from '../verb';

const words: Readonly<Record<FileState, string>> = { ok: 'ok', missing: 'file missing', modified: 'modified', moved: 'moved here' };
const saying: Readonly<Record<FileState, (path: string, ref: string) => string>> = {
	ok: (path, ref) => `${path} of ${ref} is as registered`,
	missing: (path, ref) => `${path} of ${ref} is missing`,
	modified: (path, ref) => `${path} of ${ref} was modified`,
	moved: (path, ref) => `A file of ${ref} has moved to ${path}`,
};

export const verify = defineVerb({
	name: 'verify',
	summary: 'Check that the bytes of versions are what was registered',
	usage: ['verify [REF…] [--quick]', 'verify [--resume] [--gentle]'],
	about: 'Reads every byte and compares its SHA-256 with the record. A missing file is looked for elsewhere in the workspace. Without REF all versions are checked, archived ones too. Exits with 1 when anything is not as registered.',
	options: {
		quick: { type: 'boolean', about: 'only look whether the files are there with their sizes' },
		resume: { type: 'boolean', about: 'go on where verifying all versions was interrupted' },
		gentle: { type: 'boolean', about: 'read in small pieces and rest as long as it works, for all versions in the background' },
	},
	examples: [['verify', 'everything'], ['verify --resume --gentle', 'what is left of everything, in the background'], ['verify churn@production --quick', 'one version, without reading it']],
	args: { least: 0, most: Infinity },
	async run({ registry, args, values, json, terminal, long }) {
		const every = args.length === 0 && values.quick !== true;
		if (!every && (values.resume || values.gentle)) { throw new UsageError('--resume and --gentle are for verifying all versions, every byte of them.'); }
		const { files: answers, remembered } = every
			? await registry.verifyAll({ resume: values.resume === true, gentle: values.gentle === true, ...long('Verifying') })
			: { files: await registry.verify(args, { deep: values.quick !== true, ...long('Verifying') }), remembered: 0 };
		const wrong = answers.filter(answer => answer.state !== 'ok');
		terminal.status('');
		if (json) {
			terminal.out(toJson(answers.map(({ ref, path, state }) => ({ ref, path, state }))));
		} else {
			const { red, yellow } = terminal.style;
			const rows = (args.length ? answers : wrong).map(({ ref, path, state }) => [plainLine(ref), { text: words[state], paint: state === 'ok' ? undefined : state === 'moved' ? yellow : red }, plainLine(path)]);
			for (const line of table(rows)) { terminal.out(line); }
			if (remembered) { terminal.out(`${counted(remembered, 'version')} had been checked before the interruption.`); }
			if (!wrong.length) { terminal.out(answers.length || remembered ? `${counted(answers.length, 'file')} checked, ${answers.length === 1 ? 'it is' : answers.length ? 'all are' : 'the rest is'} as registered.` : (await registry.models()).length ? 'Nothing to check: the bytes of all versions are purged.' : 'No versions yet, so there is nothing to check.'); }
		}
		if (!wrong.length) { return 0; }
		terminal.err(verdict(wrong, answers.length, await Promise.all(wrong.map(async ({ ref }) => (await registry.version(ref)).artifact.storage))));
		return 1;
	},
});

function verdict(wrong: readonly Verified[], all: number, storages: readonly StoragePolicy[]): string {
	const first = wrong[0] as Verified;
	const one = saying[first.state](plainLine(first.path), plainLine(first.ref));
	const what = wrong.length === 1 ? one : `${wrong.length} of ${counted(all, 'file')} are not as registered: ${one}, for one`;
	const it = wrong.length === 1 ? 'it' : 'them';
	const referred = storages.every(storage => storage === 'reference');
	const remedy = wrong.every(one => one.state === 'moved')
		? (referred ? `Move ${it} back, or register ${it} there with --again, as a new version` : `Register ${it} from there, and the bytes are stored again`)
		: `Restore ${it} from a backup or another clone${referred ? '' : ', or register the same file again'}`;
	return `${what}. ${remedy}.`;
}
