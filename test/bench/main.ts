import { cpus, totalmem } from 'node:os';
import { benchArtifacts } from './artifacts';
import { benchBytes, registerOnce } from './bytes';
import { benchCompare } from './compare';
import { benchCompareWindow } from './compareWindow';
import { benchLarge } from './large';
import { benchLineage } from './lineage';
import { benchLineageWindow } from './lineageWindow';
import { benchProduct } from './product';
import { benchRuns } from './runs';
import { benchScale } from './scale';
import { table, type Line } from './measure';
import { benchWindow } from './window';

async function main(): Promise<void> {
	const [command, folder = '', path = ''] = process.argv.slice(2);
	if (command === 'register-once') { return registerOnce(folder, path); }
	console.log(`Node ${process.version}, ${cpus().length} × ${cpus()[0]?.model ?? 'unknown processor'}, ${Math.round(totalmem() / 2 ** 30)} GiB\n`);
	const isHuge = process.argv.includes('--huge');
	const benches: Readonly<Record<string, () => Promise<readonly Line[]>>> = {
		product: benchProduct, scale: () => benchScale(isHuge), window: () => benchWindow(isHuge ? 100_000 : 1_000), runs: benchRuns, large: benchLarge,
		compare: benchCompare, lineage: benchLineage, lineagePage: benchLineageWindow, comparePage: () => benchCompareWindow(isHuge), bytes: benchBytes, ...(isHuge ? { artifacts: benchArtifacts } : {}),
	};
	// `npm run bench -- scale runs` runs these two alone.
	const named = process.argv.slice(2).filter(name => Object.hasOwn(benches, name));
	const lines: Line[] = [];
	for (const [name, bench] of Object.entries(benches)) {
		if (named.length && !named.includes(name)) { continue; }
		process.stderr.write(`${name} …\n`);
		try {
			lines.push(...await bench());
		} catch (error) {
			// The other figures are worth having; the exit status says that some are missing.
			process.exitCode = 1;
			console.error(`${name} failed:`, error);
		}
	}
	console.log(table(lines));
}

void main();
