import { mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { openRegistry } from '../../../src/core/registry';

const auc = [0.8412, 0.8467, 0.8533, 0.8509, 0.8571, 0.8618, 0.8604, 0.8655, 0.8649, 0.8391, 0.8702, 0.8731, 0.8729, 0.8764];
const logLoss = [0.3529, 0.3466, 0.3398, 0.3421, 0.3360, 0.3305, 0.3322, 0.3262, 0.3270, 0.3544, 0.3209, 0.3176, 0.3181, 0.3127];
const ece = [0.0262, 0.0251, 0.0240, 0.0236, 0.0230, 0.0223, 0.0219, 0.0201, 0.0198, 0.0415, 0.0190, 0.0176, 0.0182, 0.0214];
const leaves = [31, 31, 31, 63, 31, 31, 47, 31, 31, 127, 63, 63, 95, 63];
const rates = [0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.05, 0.05, 0.05, 0.05, 0.05, 0.03, 0.03];
const rounds = [100, 200, 300, 400, 400, 400, 400, 600, 800, 700, 700, 700, 900, 900];

const card = `# churn

Probability that a subscriber cancels within 60 days. Scored nightly for the retention team; **not for pricing or credit decisions**.

**Intended use.** Ranking subscribers for outreach. Threshold 0.41 gives 30 % of subscribers.

**Data.** [events_2026q3.parquet](data/events.txt), 1.8 M subscribers, EU and US.

## Known limits

- Weak on accounts younger than 30 days (auc 0.79).
- Calibration drifts on month-to-month contracts.
`;

/** Contexts of the evaluations: values of v8, v11, v12, v13, v14; NaN where it wasn't measured. */
const contexts: readonly (readonly [dataset: string, split: string, slice: string, values: readonly number[]])[] = [
	['holdout_2026q3', 'test', '', [0.8655, 0.8702, 0.8731, 0.8729, 0.8764]],
	['holdout_2026q3', 'test', 'region = EU', [0.8620, 0.8688, 0.8719, 0.8722, 0.8690]],
	['holdout_2026q3', 'test', 'region = US', [0.8701, 0.8722, 0.8748, 0.8741, 0.8831]],
	['holdout_2026q3', 'test', 'contract = month-to-month', [0.8233, 0.8315, 0.8402, 0.8397, 0.8381]],
	['holdout_2026q2', 'test', '', [0.8702, 0.8711, 0.8725, 0.8731, 0.8740]],
	['shadow_2026_10', 'live', '', [NaN, 0.8544, 0.8601, NaN, 0.8612]],
	['stress_missing_30', 'test', '', [0.8390, 0.8411, 0.8420, NaN, NaN]],
	['partners', 'test', 'tier = gold', [NaN, NaN, 0.81, NaN, 0.83]],
];

/** A workspace with one model of 14 versions, evaluated in several contexts: the numbers of the pictures that the pages were designed by. */
export async function churnFolder(): Promise<{ readonly folder: string; remove(): Promise<void> }> {
	const folder = await realpath(await mkdtemp(path.join(tmpdir(), 'model-registry-churn-')));
	const day = 86_400_000, start = Date.now() - 14 * 20 * day;
	let now = start;
	const registry = openRegistry({ folder, git: false, author: { name: 'Rhea Kessler', email: 'rhea@example.com' }, now: () => new Date(now) });
	await registry.init();
	const ids: string[] = [];
	for (const [i, value] of auc.entries()) {
		now = start + i * 20 * day;
		await writeFile(path.join(folder, 'churn.txt'), `tree ${i}`);
		const { version } = await registry.register('churn.txt', {
			model: 'churn', metrics: { auc: value, log_loss: logLoss[i] ?? 0, ece: ece[i] ?? 0 }, params: { num_leaves: leaves[i] ?? 0, learning_rate: rates[i] ?? 0, num_boost_round: rounds[i] ?? 0, objective: 'binary', ...(i > 8 ? { boosting: i % 2 ? 'dart' : 'gbdt' } : {}) },
		});
		ids.push(version.id);
	}
	now = Date.now() - 2 * day;
	for (const version of [2, 5, 7, 11]) { await registry.setAlias(ids[version] ?? '', 'production', 'beats the one before'); }
	await registry.setAlias(ids[13] ?? '', 'staging', 'to be looked at');
	await registry.archive(ids[4] ?? '');
	await registry.writeCard('churn', card);
	await registry.setTags({ model: 'churn' }, { team: 'retention' });
	for (const [dataset, split, slice, values] of contexts) {
		for (const [at, version] of [7, 10, 11, 12, 13].entries()) {
			const value = values[at] ?? NaN;
			if (!Number.isNaN(value)) { await registry.evaluate(ids[version] ?? '', { dataset, split, slice, metrics: { auc: value, ...(slice === '' ? { log_loss: Math.round((1.2 - value) * 1e4) / 1e4 } : {}) } }); }
		}
	}
	await registry.close();
	return { folder, remove: () => rm(folder, { recursive: true, force: true, maxRetries: 3 }) };
}
