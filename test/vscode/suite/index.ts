import { readdirSync } from 'node:fs';
import path from 'node:path';
import { format } from 'node:util';
import Mocha from 'mocha';

/** VS Code's extension host calls this; a rejection is a failed run. Every bundled suite beside this file takes part. */
export async function run(): Promise<void> {
	markConsole();
	const names = readdirSync(__dirname).filter((name) => name.endsWith('.test.js')).sort();
	if (names.length === 0) {
		throw new Error(`No suites in ${__dirname}: build them with \`npm run build -- --tests\``);
	}
	const mocha = new Mocha({
		ui: 'bdd', timeout: 30_000, color: false, forbidOnly: process.env.CI === 'true',
		reporter: path.resolve(__dirname, '../../test/reporter.mjs'),
		...(process.env.MODEL_REGISTRY_TEST_GREP === undefined ? {} : { grep: process.env.MODEL_REGISTRY_TEST_GREP }),
	});
	names.forEach((name) => mocha.addFile(path.join(__dirname, name)));
	const failures = await new Promise<number>((resolve) => { mocha.run(resolve); });
	if (failures > 0) {
		throw new Error(`${failures} ${failures === 1 ? 'test' : 'tests'} failed in VS Code`);
	}
}

/** What this process prints reaches the runner among the workbench's own messages: MODEL_REGISTRY_TEST_MARK tells them apart. */
function markConsole(): void {
	const mark = process.env.MODEL_REGISTRY_TEST_MARK;
	if (!mark) {
		return;
	}
	for (const level of ['log', 'info', 'warn', 'error'] as const) {
		const print = console[level].bind(console);
		// Assigning does nothing: the extension host has put setters there that ignore it.
		Object.defineProperty(console, level, { value: (...args: readonly unknown[]) => { print(mark + format(...args)); } });
	}
	Mocha.reporters.Base.consoleLog = console.log; // it took its own copy when it was loaded
}
