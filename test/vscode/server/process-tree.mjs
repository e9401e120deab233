import { spawn } from 'node:child_process';

const key = Symbol.for('model-registry.living-process-groups');
const global = /** @type {{ [key]?: Set<number> }} */ (globalThis);
/** Whether this is the first copy of this module in the process: each bundled test file brings one, and the first does for all. */
const first = global[key] === undefined;

/** Process groups that still run; whatever ends this process ends them too. */
const living = (global[key] ??= new Set());
let watching = !first;

/**
 * Starts a program as the head of its own process group, so that everything it starts ends with it.
 * @param {string} program
 * @param {readonly string[]} args
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv }} [options]
 * @returns {{ child: import('node:child_process').ChildProcessByStdio<null, import('node:stream').Readable, import('node:stream').Readable>, stop(): Promise<void> }}
 */
export function startTree(program, args, options = {}) {
	const child = spawn(program, args, { ...options, detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
	const { pid } = child;
	if (pid === undefined) {
		return { child, stop: async () => undefined }; // it never started: its 'error' event says why
	}
	living.add(pid);
	endWithThisProcess();
	const ended = new Promise((resolve) => child.once('exit', () => {
		signal(pid, 'SIGKILL'); // whatever it left behind
		living.delete(pid);
		resolve(undefined);
	}));
	return {
		child,
		stop: async () => {
			signal(pid, 'SIGTERM');
			const impatient = setTimeout(() => signal(pid, 'SIGKILL'), 3_000);
			await ended;
			clearTimeout(impatient);
		},
	};
}

/**
 * @param {number} group
 * @param {NodeJS.Signals} name
 */
function signal(group, name) {
	try {
		process.kill(-group, name);
	} catch (error) {
		if (/** @type {NodeJS.ErrnoException} */ (error).code !== 'ESRCH') {
			throw error;
		}
	}
}

function endWithThisProcess() {
	if (watching) {
		return;
	}
	watching = true;
	process.on('exit', () => living.forEach((group) => signal(group, 'SIGKILL')));
	for (const [name, number] of /** @type {const} */ ([['SIGINT', 2], ['SIGTERM', 15], ['SIGHUP', 1]])) {
		process.once(name, () => {
			// Whoever else listens wants to end things in its own order.
			if (process.listenerCount(name) === 0) {
				process.exit(128 + number);
			}
		});
	}
}
