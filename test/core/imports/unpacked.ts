import { execFileSync } from 'node:child_process';
import { readFileSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { ImportPlan } from '../../../src/core/imports/plan';
import type { ImportTool } from '../../../src/core/imports/found';
import type { Registry } from '../../../src/core/registry';
import type { ImportResult } from '../../../src/core/verbs/importRegistry';
import { Workspace } from '../support/workspace';

const fixtures = resolve('test/fixtures/imports');

/** What the tool itself says of what it left: see make.py beside it. */
export function answer<T>(name: string): T {
	return JSON.parse(readFileSync(join(fixtures, `${name}.json`), 'utf8')) as T;
}

/** Unpacks what a tool left into a folder. */
export function unpack(name: string, folder: string): void {
	execFileSync('tar', ['xzf', join(fixtures, `${name}.tar.gz`), '-C', folder]);
}

/** Runs `test` in a workspace that holds what a tool left. */
export async function withStore<T>(name: string, test: (workspace: Workspace, registry: Registry) => Promise<T>): Promise<T> {
	const workspace = new Workspace();
	try {
		unpack(name, workspace.folder);
		return await test(workspace, await workspace.initialised());
	} finally {
		await workspace.dispose();
	}
}

/** Runs `test` in a clone of the repository of GTO's fixture, with DVC's cache unless `cache` is false. `at` is where it stands in the workspace. */
export async function withRepository<T>(test: (workspace: Workspace, registry: Registry) => Promise<T>, { at = '.', cache = true } = {}): Promise<T> {
	const workspace = new Workspace();
	try {
		execFileSync('git', ['clone', '-q', join(fixtures, 'gto/1.10.1.bundle'), at], { cwd: workspace.folder, stdio: 'pipe' });
		if (cache) { unpack('gto/1.10.1.cache', join(workspace.folder, at)); }
		const registry = workspace.open({ git: true });
		await registry.init();
		return await test(workspace, registry);
	} finally {
		await workspace.dispose();
	}
}

/** Plans and runs. */
export async function bring(registry: Registry, tool: ImportTool, path?: string): Promise<{ readonly plan: ImportPlan; readonly result: ImportResult }> {
	const plan = await registry.planImport(tool, path);
	return { plan, result: await registry.runImport(plan) };
}

/** The records of a registry: what was ever written. */
export function records(workspace: Workspace): readonly string[] {
	return readdirSync(join(workspace.folder, '.model-registry/records'), { recursive: true, encoding: 'utf8' }).filter(name => name.endsWith('.json')).sort();
}

/** Model → original version → what is planned for it. */
export function planned(plan: ImportPlan): Readonly<Record<string, Readonly<Record<string, string>>>> {
	const all: Record<string, Record<string, string>> = {};
	for (const { model, version, action } of plan.versions) { (all[model] ??= {})[version] = action; }
	return all;
}
