import { cpus, totalmem } from 'node:os';
import { benchBytes, registerOnce } from './bytes';
import { benchCompare } from './compare';
import { benchLarge } from './large';
import { benchLineage } from './lineage';
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
	const lines: Line[] = [];
	for (const bench of [benchProduct, () => benchScale(isHuge), () => benchWindow(isHuge ? 100_000 : 1_000), benchRuns, benchLarge, benchCompare, benchLineage, benchBytes]) {
		lines.push(...await bench());
	}
	console.log(table(lines));
}

void main();
