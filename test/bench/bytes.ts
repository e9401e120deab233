import { execFileSync, fork } from 'node:child_process';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { randomBytes } from 'node:crypto';
import { appendFileSync } from 'node:fs';
import { openRegistry } from '../../src/core/registry';
import { withWorkspace } from '../core/support/workspace';
import { median, milliseconds, ms, type Line } from './measure';

const gibibyte = 1 << 30;

/** In a process of its own, so that its memory is the registration's and nothing else's. */
export async function registerOnce(folder: string, path: string): Promise<void> {
	const registry = openRegistry({ folder, git: false, author: { name: 'bench', email: '' } });
	await registry.models();
	let blocked = 0;
	let last = performance.now();
	const pulse = setInterval(() => { blocked = Math.max(blocked, performance.now() - last - 5); last = performance.now(); }, 5);
	const before = process.memoryUsage().rss;
	let peak = before;
	const watch = setInterval(() => { peak = Math.max(peak, process.memoryUsage().rss); }, 20);
	const took = await milliseconds(() => registry.register(path, { model: 'large', again: true }));
	clearInterval(pulse);
	clearInterval(watch);
	await registry.close();
	process.send?.({ took, memory: peak - before, blocked });
}

/** Registers 1 GiB beside one reading of the same file by sha256sum. */
export async function benchBytes(): Promise<readonly Line[]> {
	return withWorkspace(async workspace => {
		await workspace.initialised();
		const file = join(workspace.folder, 'large.bin');
		const figures: { took: number; memory: number; blocked: number; sum: number }[] = [];
		for (let run = 0; run < 3; run++) {
			writeFileSync(file, '');
			for (let i = 0; i < 16; i++) { appendFileSync(file, randomBytes(gibibyte / 16)); }
			execFileSync('sync');
			const sum = await median(2, () => milliseconds(() => execFileSync('sha256sum', [file])));
			const figure = await new Promise<{ took: number; memory: number; blocked: number }>((resolve, reject) => {
				const child = fork(__filename, ['register-once', workspace.folder, 'large.bin'], { execArgv: [] });
				child.once('message', message => resolve(message as { took: number; memory: number; blocked: number }));
				child.once('exit', code => { if (code !== 0) { reject(new Error(`the process that registers ended with ${code}`)); } });
			});
			figures.push({ ...figure, sum });
			rmSync(join(workspace.folder, '.model-registry/artifacts'), { recursive: true, force: true });
		}
		const middle = figures.sort((a, b) => a.took / a.sum - b.took / b.sum)[1];
		if (!middle) { return []; }
		return [
			{ what: 'register a 1 GiB file (sha256sum reads it beside)', figure: `${ms(middle.took)} (${ms(middle.sum)})`, ratio: `${(middle.took / middle.sum).toFixed(2)} ×`, target: '≤ 1.3 × cloned, ≤ 2.2 × copied' },
			{ what: '  memory that it adds', figure: `${Math.round(middle.memory / 2 ** 20)} MiB`, ratio: '', target: '< 150 MiB' },
			{ what: '  longest block of the event loop', figure: ms(middle.blocked), ratio: '', target: '< 50 ms' },
		];
	});
}
