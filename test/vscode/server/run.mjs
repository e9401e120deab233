import { spawn } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';

/**
 * Runs a program to its end, with what it prints in a log file.
 * @param {string} program
 * @param {readonly string[]} args
 * @param {{ cwd: string, log: string, env?: NodeJS.ProcessEnv }} options
 * @returns {Promise<void>} rejects with the command line when the program can't start or fails
 */
export function run(program, args, { cwd, log, env = process.env }) {
	const output = openSync(log, 'a');
	/** @type {Promise<void>} */
	const ended = new Promise((resolve, reject) => {
		const child = spawn(program, args, { cwd, env, stdio: ['ignore', output, output] });
		child.on('error', reject);
		child.on('exit', (code, signal) => {
			if (code === 0) {
				resolve();
			} else {
				reject(new Error(`\`${[program, ...args].join(' ')}\` in ${cwd} ended with ${signal ?? `code ${code}`}`));
			}
		});
	});
	return ended.finally(() => closeSync(output));
}
