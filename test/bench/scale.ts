import { closeSync, fsyncSync, mkdirSync, openSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { withWorkspace } from '../core/support/workspace';
import { generateRegistry } from './generate';
import { median, milliseconds, ms, type Line } from './measure';

interface Figures { readonly rebuild: number; readonly open: number; readonly register: number; /** The same two files, written and synced by themselves. */ readonly bare: number; readonly page: number; readonly filter: number; readonly firstSearch: number; readonly search: number; readonly searchAll: number }

async function at(size: number): Promise<Figures> {
	return withWorkspace(async workspace => {
		generateRegistry(workspace.folder, size);
		const database = join(workspace.folder, '.model-registry/registry.sqlite');
		const rebuild = await median(3, async () => {
			rmSync(database, { force: true });
			const registry = workspace.open();
			const took = await milliseconds(() => registry.models());
			await registry.close();
			return took;
		});
		const open = await median(5, async () => {
			const registry = workspace.open();
			const took = await milliseconds(async () => { await registry.models(); await registry.versions({ model: 'model-0', limit: 50 }); });
			await registry.close();
			return took;
		});
		const registry = workspace.open();
		await registry.models();
		// A file that was written less than 20 ms ago is waited for, until a later write would show in its time.
		for (let run = 0; run < 25; run++) { writeFileSync(join(workspace.folder, `new-${run}.bin`), `new ${run}`); }
		await sleep(50);
		const register = await median(25, run => milliseconds(() => registry.register(`new-${run}.bin`, { model: 'model-0' })));
		const bare = await median(25, run => milliseconds(() => {
			writeDurably(join(workspace.folder, `bare/bytes/${run}`), `${run}.bin`);
			writeDurably(join(workspace.folder, 'bare/records'), `${run}.json`);
		}));
		const page = await median(15, run => milliseconds(() => registry.versions({ model: 'model-0', order: { metric: 'accuracy' }, offset: run * 20, limit: 50 })));
		const filter = await median(15, () => milliseconds(() => registry.versions({ filter: 'what was tried', limit: 50 })));
		const firstSearch = await milliseconds(() => registry.versions({ where: 'metrics.accuracy > 0.9 and params.param_3 <= 0.1', limit: 50 }));
		const search = await median(15, run => milliseconds(() => registry.versions({ where: `metrics.accuracy > 0.${90 + run % 9} and params.param_3 <= 0.1 and (alias = production or created > 1y) and not archived`, limit: 50 })));
		const searchAll = await median(9, () => milliseconds(() => registry.versions({ where: 'branch = main and path ~ /model-1.*safe/ and size > 500MB', limit: 50 })));
		return { rebuild, open, register, bare, page, filter, firstSearch, search, searchAll };
	});
}

/** What a registration can't do without: a file in a new folder, or in one that is there, safe from a loss of power. */
function writeDurably(folder: string, name: string): void {
	const isNew = mkdirSync(folder, { recursive: true }) !== undefined;
	const file = openSync(join(folder, `.${name}`), 'w');
	writeFileSync(file, 'a few bytes');
	fsyncSync(file);
	closeSync(file);
	renameSync(join(folder, `.${name}`), join(folder, name));
	for (const path of isNew ? [folder, dirname(folder)] : [folder]) {
		const handle = openSync(path, 'r');
		fsyncSync(handle);
		closeSync(handle);
	}
}

/** The same questions to a registry of 1,000 and of 10,000 versions; 100,000 too when asked for with `-- --huge`. */
export async function benchScale(huge: boolean): Promise<readonly Line[]> {
	const sizes = huge ? [1_000, 10_000, 100_000] : [1_000, 10_000];
	const all: Figures[] = [];
	for (const size of sizes) { all.push(await at(size)); }
	const line = (what: string, of: keyof Figures, target: string): Line => ({
		what: `${what} (${sizes.map(size => size.toLocaleString('en')).join(', ')} versions)`,
		figure: all.map(figures => ms(figures[of])).join(', '),
		ratio: all.slice(1).map((figures, i) => `${(figures[of] / (all[i]?.[of] ?? NaN)).toFixed(1)} ×`).join(', '), target,
	});
	return [
		line('register one more version', 'register', '< 15 ms, no growth'),
		line('  its two small files, written and synced by themselves', 'bare', 'beside it'),
		line('open, database warm, first rows', 'open', '< 400 ms at 100,000'),
		line('rebuild the database from records', 'rebuild', '< 2 s at 10,000, linear'),
		line('a page sorted by a metric', 'page', '< 50 ms at 100,000'),
		line('a search by metric and parameter, the very first', 'firstSearch', ''),
		line('a search by metric, parameter, alias and time over all models', 'search', '< 50 ms at 100,000'),
		line('a search that has to look at every version', 'searchAll', ''),
		line('a page filtered by text over all models', 'filter', '< 50 ms at 100,000'),
	];
}
