import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openRegistry } from '../../src/core/registry';
import { besideTool } from './beside';
import { milliseconds, ms, type Line } from './measure';

const count = 2000;

/** Training runs that are found: 2,000 of MLflow in one experiment, with 10 parameters, 5 metrics and a model each. */
export async function benchRuns(): Promise<readonly Line[]> {
	const folder = mkdtempSync(join(tmpdir(), 'bench-runs-'));
	const registry = openRegistry({ folder, git: false });
	try {
		const runs = Array.from({ length: count }, (_, at) => writeRun(folder, at));
		writeFileSync(join(folder, 'mlruns/1/meta.yaml'), `artifact_location: file:///srv/mlruns/1\ncreation_time: 1795423833160\nexperiment_id: '1'\nlast_update_time: 1795423833160\nlifecycle_stage: active\nname: churn\n`);
		const plain = await milliseconds(() => { readAll(join(folder, 'mlruns')); });
		let longest = 0;
		let last = performance.now();
		const watch = setInterval(() => { longest = Math.max(longest, performance.now() - last - 1); last = performance.now(); }, 1);
		const first = await milliseconds(() => registry.runs());
		clearInterval(watch);
		const again = await milliseconds(() => registry.runs({ changed: [`${runs[7]}/metrics/auc`] }));
		return [
			{ what: `list ${count.toLocaleString('en')} MLflow runs (reading all their files beside)`, figure: `${ms(first)} (${ms(plain)})`, ratio: [`${(first / plain).toFixed(2)} ×`, besideTool('mlflow', join(folder, 'mlruns'), first)].filter(Boolean).join('; '), target: '< 2 s' },
			{ what: '  longest that other work waited meanwhile', figure: ms(longest), ratio: '', target: '< 50 ms' },
			{ what: '  list again after one of them has changed', figure: ms(again), ratio: `${(again / first).toFixed(2)} ×`, target: '' },
		];
	} finally {
		await registry.close();
		rmSync(folder, { recursive: true, force: true });
	}
}

function writeRun(workspace: string, at: number): string {
	const id = `a${at.toString(16).padStart(31, '0')}`;
	const run = `mlruns/1/${id}`;
	const write = (path: string, text: string) => { writeFileSync(join(workspace, run, path), text); };
	for (const name of ['params', 'metrics', 'tags', 'artifacts/model']) { mkdirSync(join(workspace, run, name), { recursive: true }); }
	const time = 1_795_423_833_160 + at * 1000;
	write('meta.yaml', `artifact_uri: file:///srv/${run}/artifacts\nend_time: ${time + 500}\nexperiment_id: '1'\nlifecycle_stage: active\nrun_id: ${id}\nrun_name: trial-${at}\nstart_time: ${time}\nstatus: 3\nrun_uuid: ${id}\nuser_id: ana\nsource_type: 4\nsource_name: ''\nsource_version: ''\nentry_point_name: ''\ndeleted_time: null\ntags: []\n`);
	for (let k = 0; k < 10; k++) { write(`params/param_${k}`, `0.${k}${at}`); }
	for (const name of ['auc', 'log_loss', 'f1', 'accuracy', 'val_loss']) { write(`metrics/${name}`, `${time} 0.${at} 1\n`); }
	for (const name of ['mlflow.user', 'mlflow.source.name', 'mlflow.runName']) { write(`tags/${name}`, 'x'); }
	write('artifacts/model/MLmodel', 'flavors:\n  sklearn:\n    pickled_model: model.pkl\n');
	write('artifacts/model/model.pkl', 'weights');
	return run;
}

function readAll(folder: string): void {
	for (const entry of readdirSync(folder, { withFileTypes: true })) {
		if (entry.isDirectory()) { readAll(join(folder, entry.name)); } else { readFileSync(join(folder, entry.name)); }
	}
}
