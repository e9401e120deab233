import assert from 'node:assert/strict';
import { mkdirSync, readdirSync, readFileSync, realpathSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { crc32, gunzipSync } from 'node:zlib';
import { listRuns } from '../../../src/core/runs/find';
import { mutate, pick, random } from '../support/mutations';
import { CANARY, survives, worst } from '../support/survives';
import { openSqlite } from './openSqlite';
import { fixtures, workspaceOf, workspaceWith } from './workspace';

/** Changes of each fixture; `FUZZ_CASES=10000` for a long run, `FUZZ_SEED` for another one, `FUZZ_ONLY=12` for one case again. */
const CASES = Number(process.env['FUZZ_CASES'] ?? 40);
const SEED = process.env['FUZZ_SEED'] ?? '1';
const ONLY = process.env['FUZZ_ONLY'];

/** The checksums of a W&B log made right again: what is damaged on purpose gets past them. */
function withChecksums(log: Buffer): Buffer {
	const copy = Buffer.from(log);
	for (let block = 0; block < copy.length; block += 32768) {
		for (let at = block === 0 ? 7 : block; at + 7 <= Math.min(block + 32768, copy.length);) {
			const end = at + 7 + copy.readUInt16LE(at + 4);
			if (end > copy.length) { break; }
			copy.writeUInt32LE(crc32(copy.subarray(at + 6, end)), at);
			at = end;
		}
	}
	return copy;
}

/** Lists all runs with all that they say: whatever the files hold, the answer is runs and sentences, soon. */
async function listed(workspace: string): Promise<readonly unknown[]> {
	const said: unknown[] = [];
	for await (const run of listRuns(workspace, { brief: false, sqlite: openSqlite, onProblem: problem => { said.push(problem); } })) {
		assert.ok(run.id !== '' && Array.isArray(run.params));
		said.push(run);
	}
	return said;
}

function filesOf(folder: string): readonly string[] {
	return readdirSync(folder, { recursive: true }).map(String).filter(path => !/latest-run|expected\.json$/.test(path) && statSync(join(folder, path)).isFile());
}

describe('damaged and hostile records', () => {
	after(() => {
		if (process.env['FUZZ_CASES']) { console.log(`at worst ${Math.round(worst.ms)} ms, ${(worst.memory / 1048576).toFixed(1)} MiB, ${(worst.read / 1048576).toFixed(1)} MiB read`); }
	});

	const versions = readdirSync(fixtures).flatMap(tool => (statSync(join(fixtures, tool)).isDirectory() ? readdirSync(join(fixtures, tool)).filter(name => !name.endsWith('.py')).map(version => `${tool}/${version}`) : []));

	for (const fixture of versions) {
		it(`${fixture}, changed at random ${CASES} times`, async function () {
			this.timeout(0);
			const above = realpathSync(await workspaceOf(fixture, 'workspace'));
			const workspace = join(above, 'workspace');
			mkdirSync(join(above, 'outside'));
			writeFileSync(join(above, 'outside', 'canary.json'), JSON.stringify({ [CANARY]: CANARY }));
			for (const path of filesOf(workspace).filter(one => one.endsWith('.gz'))) { writeFileSync(join(workspace, path.slice(0, -3)), gunzipSync(readFileSync(join(workspace, path)))); }
			const paths = filesOf(workspace).filter(path => !/\.(?:gz|bin|pkl|ckpt|py|csv\.dvc)$/.test(path) && statSync(join(workspace, path)).size > 0);
			for (let one = 0; one < CASES; one++) {
				if (ONLY !== undefined && Number(ONLY) !== one) { continue; }
				const next = random(`${SEED}/${fixture}/${one}`);
				const name = pick(next, paths);
				const path = join(workspace, name);
				const whole = readFileSync(path);
				const { what, bytes } = mutate(whole, readFileSync(join(workspace, pick(next, paths))), next);
				writeFileSync(path, path.endsWith('.wandb') && next() < 0.8 ? withChecksums(bytes) : bytes);
				await survives(`FUZZ_SEED=${SEED} FUZZ_ONLY=${one}, ${fixture}: ${what} in ${name}`, workspace, () => listed(workspace));
				writeFileSync(path, whole);
			}
		});
	}

	const deep = 100_000;
	const hostile: Readonly<Record<string, Readonly<Record<string, string | Buffer>>>> = {
		'JSON nested deep': { 'metrics.json': '['.repeat(8_000_000), 'trainer_state.json': '{"a":'.repeat(deep) },
		'YAML nested deep': { 'params.yaml': '['.repeat(1_000_000), 'hparams.yaml': '- '.repeat(deep), 'dvc.lock': '{a: '.repeat(deep), 'args.yaml': `imgsz: 1\ntask: x\nb: ${'? '.repeat(deep)}` },
		'aliases by the billion': { 'params.yaml': `a0: &a0 [x]\n${Array.from({ length: 30 }, (_, n) => `a${n + 1}: &a${n + 1} [${Array(9).fill(`*a${n}`).join(', ')}]`).join('\n')}` },
		'a table of a hundred thousand columns': { 'metrics.csv': `${Array.from({ length: 100_000 }, (_, n) => `c${n}`).join(',')}\n${'1,'.repeat(100_000)}\n`.repeat(2) },
		'quotes without an end': { 'metrics.csv': `epoch,loss\n${'"1,2\n'.repeat(200_000)}`, 'log.csv': `epoch,loss\n1,"${'x'.repeat(2_000_000)}` },
		'lines without an end': { 'README.md': `---\n${'- a: '.repeat(100_000)}`, 'training.log': `epoch,${'x'.repeat(4_000_000)}`, 'adapter_config.json': '{}' },
		'lengths past all bounds': { 'events.out.tfevents.1.h': Buffer.from(`${'ff'.repeat(8)}${'00'.repeat(40)}`, 'hex'), 'wandb/run-20260101_000000-a/run-a.wandb': Buffer.concat([Buffer.from(':W&B\xe1\xbe\0', 'latin1'), Buffer.alloc(100_000, 0xff)]) },
		'keys of every object': { 'params.json': '{"__proto__": {"polluted": 1}, "constructor": {"prototype": {"polluted": 1}}}', 'metrics.json': '{"__proto__": 1, "toString": 2, "hasOwnProperty": 3}', 'run.json': '{"experiment": {"name": "x", "__proto__": 1}, "__proto__": []}' },
		'a database that is none': { 'mlflow.db': Buffer.concat([Buffer.from('SQLite format 3\0latest_metrics trial_intermediate_values', 'latin1'), Buffer.alloc(100_000, 7)]), 'mlflow.db-wal': Buffer.alloc(100_000, 0x37) },
		'many empty documents': { 'params.yaml': '---\n'.repeat(300_000) },
		'a journal of strangers': { 'optuna_journal.log': `{"op_code": 0}\n${'{"op_code": 6, "trial_id": 1e308, "values": [NaN]}\n{"op_code": 4, "study_id": -1}\n'.repeat(1000)}` },
	};
	for (const [what, files] of Object.entries(hostile)) {
		it(what, async () => {
			const workspace = realpathSync(await workspaceWith(files));
			await survives(what, workspace, () => listed(workspace));
		});
	}
});
