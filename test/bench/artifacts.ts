import { closeSync, ftruncateSync, mkdirSync, openSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { withWorkspace } from '../core/support/workspace';
import { milliseconds, ms, type Line } from './measure';

const gibibyte = 2 ** 30;
const files = 50_000;

/** What is large by its bytes and what is large by its files: registered, verified, put into a folder. For `-- --huge`: it takes minutes. */
export async function benchArtifacts(): Promise<readonly Line[]> {
	return withWorkspace(async workspace => {
		const sparse = openSync(join(workspace.folder, 'sparse.bin'), 'w');
		ftruncateSync(sparse, 20 * gibibyte);
		closeSync(sparse);
		for (let i = 0; i < files; i++) {
			const folder = join(workspace.folder, 'many', String(i % 100));
			if (i < 100) { mkdirSync(folder, { recursive: true }); }
			writeFileSync(join(folder, `${i}.bin`), `file ${i}`);
		}
		const registry = await workspace.initialised();
		const lines: Line[] = [];
		const line = async (what: string, work: (onProgress: () => void) => Promise<unknown>) => {
			const before = process.memoryUsage().rss;
			let peak = before, heard = 0;
			const watch = setInterval(() => { peak = Math.max(peak, process.memoryUsage().rss); }, 20);
			const took = await milliseconds(() => work(() => { heard++; }));
			clearInterval(watch);
			lines.push({ what, figure: `${ms(took)}, ${Math.max(0, Math.round((peak - before) / 2 ** 20))} MiB`, ratio: heard ? 'with progress' : 'without a word', target: '< 150 MiB' });
		};
		await line('register a sparse file of 20 GiB, referred to', onProgress => registry.register('sparse.bin', { model: 'sparse', storage: 'reference', onProgress }));
		await line('  verify it', onProgress => registry.verify(['sparse@v1'], { onProgress }));
		await line('register a folder of 50,000 files', onProgress => registry.register('many', { model: 'many', onProgress }));
		await line('  verify it', onProgress => registry.verify(['many@v1'], { onProgress }));
		await line('  put it into a folder', onProgress => registry.get('many@v1', { to: 'got', onProgress }));
		return lines;
	});
}
