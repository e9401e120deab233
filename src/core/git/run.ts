import { GitConstructError, GitPluginError, simpleGit } from 'simple-git';
import { RegistryError } from '../errors';
import { findGit } from './binary';
import { gitEnvironment } from './environment';
import { Untied } from './untied';

export interface GitOutput {
	/** Exit code of git; not 0 is an answer here, not an exception. */
	readonly code: number;
	readonly stdout: Buffer;
	readonly stderr: string;
}

export interface RunOptions {
	/** Not empty: git would wait for its end for ever. */
	readonly input?: Buffer | string;
	readonly environment?: Readonly<Record<string, string>>;
	/** Settings above every file, as pairs of key and value. */
	readonly config?: readonly (readonly [string, string])[];
	readonly signal?: AbortSignal | undefined;
}

/**
 * Settings of every call. A repository can be a stranger's, and its own config may name programs: none of them is started.
 * What the list can't cover (filters and configured hooks have free names) is switched off by `untrusted`.
 */
const settings = [
	'core.hooksPath=/dev/null',
	// Empty and not `false`, which git before 2.36 takes for the name of a program.
	'core.fsmonitor=',
	'core.pager=cat',
	'safe.bareRepository=explicit',
	'submodule.recurse=false',
	// CRLF that git would change is no reason to refuse a file.
	'core.safecrlf=false',
	'core.quotePath=false',
	// A temporary index that is split would leave its other half in the repository.
	'core.splitIndex=false',
	'core.logAllRefUpdates=false',
	'i18n.commitEncoding=UTF-8',
];

/** simple-git refuses these from its callers. Here all of them switch something off, or pass on the user's own choice of settings files. */
const unsafe = {
	allowUnsafeHooksPath: true, allowUnsafeFsMonitor: true, allowUnsafePager: true, allowUnsafeAskPass: true, allowUnsafeFilter: true,
	allowUnsafeConfigPaths: true, allowUnsafeConfigEnvCount: true, allowUnsafeCustomBinary: true,
};

/**
 * Runs git once in `folder`. This is the only place where it is run.
 *
 * @throws Untied when there is no git, or no such folder; RegistryError 'cancelled' when `signal` was raised.
 */
export function runGit(folder: string, args: readonly string[], options?: RunOptions): Promise<GitOutput>;
/** With `most`, bytes that it may answer: undefined where it had more to say, and was ended. */
export function runGit(folder: string, args: readonly string[], options: RunOptions & { readonly most: number }): Promise<GitOutput | undefined>;
export async function runGit(folder: string, args: readonly string[], options: RunOptions & { readonly most?: number } = {}): Promise<GitOutput | undefined> {
	const { input, signal, most } = options;
	const tooMuch = new AbortController();
	const binary = await findGit();
	if (binary === null) { throw new Untied("git isn't installed, or isn't on the PATH."); }
	const environment = gitEnvironment(process.env, options.environment, options.config);
	let output: GitOutput | undefined;
	const cancelled = (cause?: unknown) => new RegistryError('cancelled', { what: 'Reading the state of the code' }, { cause });
	if (signal?.aborted) { throw cancelled(); }
	try {
		const git = simpleGit({
			baseDir: folder, binary, config: settings, unsafe,
			allowEnvironment: Object.keys(environment),
			// The default gives up on the output 50 ms after the exit.
			completion: { onClose: true, onExit: false },
			abort: most === undefined ? signal : AbortSignal.any([tooMuch.signal, ...(signal ? [signal] : [])]),
			input: () => input,
			errors: (error, { exitCode, stdOut, stdErr }) => {
				output = { code: exitCode, stdout: Buffer.concat(stdOut), stderr: Buffer.concat(stdErr).toString('utf8') };
				return error instanceof GitPluginError ? error : undefined;
			},
		});
		let answered = 0;
		if (most !== undefined) { git.outputHandler((_command, stdout) => { stdout.on('data', (chunk: Buffer) => { answered += chunk.length; if (answered > most) { tooMuch.abort(); } }); }); }
		await git.env(environment).raw([...args]);
	} catch (error) {
		if (tooMuch.signal.aborted && !signal?.aborted) { return undefined; }
		if (signal?.aborted) { throw cancelled(error); }
		if (error instanceof GitConstructError) { throw new Untied("The folder isn't there any more.", { cause: error }); }
		if (error instanceof GitPluginError && error.plugin === 'unsafe') {
			throw new Untied("The repository's own configuration names programs that can't be switched off, so git wasn't run in it.", { cause: error });
		}
		throw error;
	}
	if (signal?.aborted) { throw cancelled(); }
	if (!output) { throw new Error(`git ${args[0]} ended without an answer.`); }
	return output;
}
