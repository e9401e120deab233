import { execFile, execFileSync, fork, type ChildProcess } from 'node:child_process';
import { cp, mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import type { Line } from './standing';

export interface Answer { readonly code: number; readonly stdout: string; readonly stderr: string }

export const program = resolve('dist/cli.js');
export const fixtures = resolve('test/fixtures/formats');

/** Neither the user's git nor the terminal that runs the tests has a say. */
export const environment: NodeJS.ProcessEnv = {
	PATH: process.env['PATH'], HOME: tmpdir(), TMPDIR: tmpdir(), LANG: 'C.UTF-8', TZ: 'UTC', GIT_CONFIG_NOSYSTEM: '1', GIT_CONFIG_GLOBAL: '/dev/null',
	GIT_AUTHOR_DATE: '2026-01-01T00:00:00Z', GIT_COMMITTER_DATE: '2026-01-01T00:00:00Z',
};

/** Runs a line by the program that stands by; with an environment, an input or a user of its own as a process of its own. */
export function cli(cwd: string, args: readonly string[], env?: NodeJS.ProcessEnv, input?: string, uid?: number): Promise<Answer> {
	if (env !== undefined) { return started(cwd, args, env, input, uid); }
	const line: Line = { cwd, args };
	return new Promise((done, fail) => {
		const child = standing ??= stand();
		waiting.push({ done, fail });
		child.send(line);
	});
}

/** Runs the program that people run, as a process of its own. */
export function started(cwd: string, args: readonly string[], env: NodeJS.ProcessEnv = {}, input?: string, uid?: number): Promise<Answer> {
	return new Promise(done => {
		const child = execFile(process.execPath, [program, ...args], { cwd, env: { ...environment, ...env }, maxBuffer: 1 << 26, ...(uid === undefined ? {} : { uid, gid: uid }) }, (error, stdout, stderr) => {
			done({ code: error ? (typeof error.code === 'number' ? error.code : -1) : 0, stdout, stderr });
		});
		child.stdin?.end(input);
	});
}

let standing: ChildProcess | undefined;
const waiting: { done(answer: Answer): void; fail(error: Error): void }[] = [];

function stand(): ChildProcess {
	const child = fork(resolve('out/standing.js'), { env: environment, execArgv: [] });
	child.on('message', (answer: Answer) => waiting.shift()?.done(answer));
	child.on('exit', code => {
		standing = undefined;
		for (const { fail } of waiting.splice(0)) { fail(new Error(`The program that stands by ended with code ${String(code)}`)); }
	});
	return child;
}
after(() => standing?.disconnect());

/** JSON that a test looks into: each look is an assertion. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any
export type Printed = any;

/** As `cli`, and what it printed as JSON. Fails unless it is done, with nothing on stderr. */
export async function json(cwd: string, ...args: readonly string[]): Promise<Printed> {
	const answer = await cli(cwd, [...args, '--json']);
	if (answer.code !== 0 || answer.stderr !== '') { throw new Error(`${args.join(' ')}: ${answer.code} ${answer.stderr}`); }
	return JSON.parse(answer.stdout);
}

/** As `cli`, for what has to succeed. */
export async function done(cwd: string, ...args: readonly string[]): Promise<string> {
	const answer = await cli(cwd, args);
	if (answer.code !== 0) { throw new Error(`${args.join(' ')}: ${answer.code} ${answer.stderr}`); }
	return answer.stdout;
}

export function git(cwd: string, ...args: readonly string[]): string {
	return execFileSync('git', args, { cwd, env: environment, encoding: 'utf8' }).trim();
}

export interface Workspace {
	readonly folder: string;
	/** Writes a text, or copies a fixture. */
	put(path: string, content: string | { readonly fixture: string }): Promise<string>;
}

const made: string[] = [];
after(async () => { for (const one of made) { await rm(one, { recursive: true, force: true }); } });

/** An empty folder, gone after all tests. */
export async function folder(): Promise<string> {
	const at = await realpath(await mkdtemp(join(tmpdir(), 'model-registry-cli-')));
	made.push(at);
	return at;
}

/** A folder with a git repository of one commit, and a registry. */
export async function workspace(options: { readonly git?: boolean; readonly init?: boolean } = {}): Promise<Workspace> {
	const at = await folder();
	const put = async (path: string, content: string | { readonly fixture: string }) => {
		const file = join(at, path);
		await mkdir(dirname(file), { recursive: true });
		if (typeof content === 'string') { await writeFile(file, content); } else { await cp(join(fixtures, content.fixture), file, { recursive: true }); }
		return file;
	};
	if (options.git !== false) {
		git(at, 'init', '-q', '-b', 'main');
		git(at, 'config', 'user.name', 'Rosa Klein');
		git(at, 'config', 'user.email', 'rosa@example.com');
		await put('train.py', 'print("train")\n');
		git(at, 'add', '.');
		git(at, 'commit', '-q', '-m', 'first');
	}
	if (options.init !== false) { await done(at, 'init'); }
	return { folder: at, put };
}
