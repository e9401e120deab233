import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { openRegistry } from '../../../src/core/registry';

/** A sweep of many versions, as a search over parameters leaves them, evaluated on a holdout and two of its slices. */
export async function registerSweep(folder: string, count: number): Promise<void> {
	const registry = openRegistry({ folder, git: false, author: { name: 'Rhea Kessler', email: 'rhea.kessler@example.com' } });
	await mkdir(path.join(folder, 'bank'));
	for (let i = 1; i <= count; i++) {
		const file = path.join(folder, `bank/model-${i}.bin`);
		await writeFile(file, `model ${i}`);
		const wave = Math.sin(i * 1.7) / 40 + i / 2000;
		const at = (value: number) => Number(value.toFixed(4));
		await registry.register(file, {
			model: 'bank', metrics: { auc: at(0.84 + wave), log_loss: at(0.35 - wave / 2), f1: at(0.6 + wave * 1.4), train_runtime_s: 300 + (i * 37) % 190 },
			params: { num_leaves: [15, 31, 47, 63, 127][i % 5] ?? 31, learning_rate: [0.1, 0.05, 0.003][i % 3] ?? 0.1, lambda_l2: i % 4 ? 0 : 1, objective: 'binary', booster: i % 7 < 3 ? 'dart' : 'gbdt', rounds: 200 + Math.round(wave * 4000), 'data.bins': i % 2 ? 'tenure' : 'contract', 'data.months': 6 + i % 3 },
			...(i === 12 ? { aliases: ['production'] } : i === count ? { aliases: ['staging'] } : {}),
		});
		for (const [slice, gap] of [[undefined, 0], ['region=EU', 0.011], ['tenure<30', 0.06]] as const) {
			if (slice === 'tenure<30' && i % 3 === 0) { continue; }
			await registry.evaluate(`bank@v${i}`, { dataset: 'holdout_2026q3', split: 'test', ...(slice === undefined ? {} : { slice }), metrics: { auc: at(0.832 + wave - gap + Math.cos(i * 3 + gap * 99) / 300), recall: at(0.61 + wave - gap) } });
		}
	}
	await registry.close();
}
