// Runs the window tests, the sample project made and the workbench fetched and compiled once for all of their files: `node test/vscode/windows.mjs [mocha's options]`.
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';

const parent = mkdtempSync(path.join(tmpdir(), 'model-registry-sample-'));
const sample = path.join(parent, 'sample');
const profiles = path.join(parent, 'profiles');
mkdirSync(profiles);
try {
	run(['out/sample.js', sample]);
	run([createRequire(import.meta.url).resolve('mocha/bin/mocha.js'), '--config', 'test/vscode/window.mocharc.json', ...process.argv.slice(2)]);
} finally {
	rmSync(parent, { recursive: true, force: true, maxRetries: 3 });
}

/** @param {readonly string[]} args */
function run(args) {
	if (process.exitCode) { return; }
	const { status, error } = spawnSync(process.execPath, args, { stdio: 'inherit', env: { ...process.env, MODEL_REGISTRY_SAMPLE: sample, MODEL_REGISTRY_PROFILES: profiles } });
	if (error) { throw error; }
	process.exitCode = status ?? 1;
}
