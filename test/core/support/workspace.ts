import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { openRegistry, type Registry, type RegistryOptions } from '../../../src/core/registry';

/** A folder of its own for one test, and what tests do in it. */
export class Workspace {
	readonly folder = realpathSync(mkdtempSync(join(tmpdir(), 'model-registry-test-')));
	readonly #open: Registry[] = [];

	write(path: string, content: string | Uint8Array): string {
		const absolute = join(this.folder, path);
		mkdirSync(dirname(absolute), { recursive: true });
		writeFileSync(absolute, content);
		return path;
	}

	/** A registry on this folder; git is left out unless asked for, since most tests are about something else. */
	open(options: Partial<RegistryOptions> = {}): Registry {
		const registry = openRegistry({ folder: this.folder, git: false, author: { name: 'Ada', email: 'ada@example.com' }, ...options });
		this.#open.push(registry);
		return registry;
	}

	async initialised(options: Partial<RegistryOptions> = {}): Promise<Registry> {
		const registry = this.open(options);
		await registry.init();
		return registry;
	}

	/** A registered version with bytes of its own. */
	async version(registry: Registry, model: string, content = `${model} ${Math.random()}`): Promise<string> {
		const path = this.write(`files/${model}-${Math.random().toString(36).slice(2)}.bin`, content);
		return (await registry.register(path, { model })).version.ref;
	}

	git(...args: string[]): string {
		return execFileSync('git', ['-c', 'user.name=Ada', '-c', 'user.email=ada@example.com', '-c', 'init.defaultBranch=main', '-c', 'commit.gpgsign=false', ...args], { cwd: this.folder, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
	}

	async dispose(): Promise<void> {
		for (const registry of this.#open) { await registry.close(); }
		rmSync(this.folder, { recursive: true, force: true });
	}
}

/** Runs `test` in a workspace that goes away afterwards, whatever happens. */
export async function withWorkspace<T>(test: (workspace: Workspace) => Promise<T>): Promise<T> {
	const workspace = new Workspace();
	try {
		return await test(workspace);
	} finally {
		await workspace.dispose();
	}
}
