import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { lstatSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, readlinkSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';

const names = ['HOME', 'USERPROFILE', 'XDG_CONFIG_HOME', 'GIT_CONFIG_GLOBAL', 'GIT_CONFIG_NOSYSTEM', 'GIT_CONFIG_SYSTEM', 'PATH', 'GIT_AUTHOR_NAME', 'GIT_AUTHOR_EMAIL'];

export interface Sandbox {
	/** A new empty folder, without links in its path. */
	folder(name?: string): string;
	/** A new repository on branch `main`, with these files committed. */
	repository(files?: Readonly<Record<string, string | Buffer>>): string;
	/** The user's own settings. */
	readonly globalConfig: string;
}

/** Temporary folders and a home of its own for the tests of one `describe`, so that the machine's git settings don't matter. */
export function sandbox(): Sandbox {
	const before_ = new Map<string, string | undefined>();
	let root = '';
	let count = 0;
	before(() => {
		root = realpathSync(mkdtempSync(join(tmpdir(), 'git-test-')));
		for (const name of names) { before_.set(name, process.env[name]); }
		for (const name of ['GIT_AUTHOR_NAME', 'GIT_AUTHOR_EMAIL', 'GIT_CONFIG_SYSTEM']) { delete process.env[name]; }
		const home = join(root, 'home');
		mkdirSync(home);
		Object.assign(process.env, { HOME: home, USERPROFILE: home, XDG_CONFIG_HOME: join(home, '.config'), GIT_CONFIG_GLOBAL: join(home, '.gitconfig'), GIT_CONFIG_NOSYSTEM: '1' });
	});
	beforeEach(() => {
		writeFileSync(join(root, 'home', '.gitconfig'), '[user]\n\tname = Ada Lovelace\n\temail = ada@example.org\n[init]\n\tdefaultBranch = main\n[advice]\n\tdetachedHead = false\n[protocol "file"]\n\tallow = always\n');
	});
	after(() => {
		for (const [name, value] of before_) {
			if (value === undefined) { delete process.env[name]; } else { process.env[name] = value; }
		}
		rmSync(root, { recursive: true, force: true });
	});
	const folder = (name = `folder${count++}`) => {
		const path = join(root, name);
		mkdirSync(path, { recursive: true });
		return path;
	};
	return {
		folder,
		repository(files = { 'train.py': 'print(1)\n', 'src/model.py': 'x = 1\n', 'README.md': '# Hello\n' }) {
			const path = folder();
			git(path, 'init', '-q');
			write(path, files);
			git(path, 'add', '-A');
			git(path, 'commit', '-q', '--allow-empty', '-m', 'first');
			return path;
		},
		get globalConfig() { return join(root, 'home', '.gitconfig'); },
	};
}

/** git as a person would run it, apart from the code under test. */
export function git(folder: string, ...args: string[]): string {
	return gitWith({}, folder, ...args);
}

export function gitWith(variables: Readonly<Record<string, string>>, folder: string, ...args: string[]): string {
	const environment = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('GIT_') || name.startsWith('GIT_CONFIG_')));
	delete environment.GIT_CONFIG_COUNT;
	return execFileSync('git', args, { cwd: folder, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'], env: { ...environment, ...variables }, maxBuffer: 1 << 28 });
}

export function write(folder: string, files: Readonly<Record<string, string | Buffer>>): void {
	for (const [path, content] of Object.entries(files)) {
		mkdirSync(dirname(join(folder, path)), { recursive: true });
		writeFileSync(join(folder, path), content);
	}
}

/** Every file, link and folder below, with bytes, mode and time: what must be the same before and after. */
function listing(folder: string, leaveOut: RegExp): Record<string, string> {
	const entries: Record<string, string> = {};
	const visit = (path: string) => {
		for (const name of readdirSync(path)) {
			const at = join(path, name);
			const key = relative(folder, at);
			if (leaveOut.test(key)) { continue; }
			const stat = lstatSync(at, { bigint: true });
			const bytes = stat.isFile() ? createHash('sha256').update(readFileSync(at)).digest('hex') : stat.isSymbolicLink() ? readlinkSync(at) : '';
			// A folder's time says that something was made and removed in it; the git folder's own may (`refs` gets an entry).
			// git marks the shared half of a split index as in use whenever it reads it, in `git status` too.
			const timeless = stat.isDirectory() || name.startsWith('sharedindex.');
			entries[key] = `${stat.mode.toString(8)} ${timeless ? '' : stat.mtimeNs} ${bytes}`;
			if (stat.isDirectory()) { visit(at); }
		}
	};
	visit(folder);
	return entries;
}

/** All that a snapshot must not touch: the working tree, and the whole git folder but for objects and our own refs. */
export function fingerprint(topLevel: string): unknown {
	const common = realpathSync(join(topLevel, git(topLevel, 'rev-parse', '--git-common-dir').trim().replace(/^(?=\/)/, relative(topLevel, '/'))));
	const before = { tree: listing(topLevel, /^\.git(\/|$)/), folder: listing(common, /^(objects|refs\/model-registry)(\/|$)/) };
	const quiet = { GIT_OPTIONAL_LOCKS: '0' };
	return {
		...before,
		status: gitWith(quiet, topLevel, 'status', '--porcelain=v2', '--branch', '--untracked-files=all'),
		refs: git(topLevel, 'for-each-ref').split('\n').filter(line => !line.includes('refs/model-registry/')),
		stash: git(topLevel, 'stash', 'list'),
	};
}

/** What `git add -A` makes of the working tree, in a copy of the repository. */
export function treeOfEverything(copy: string): string {
	git(copy, 'add', '-A');
	return git(copy, 'write-tree').trim();
}
