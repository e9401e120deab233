import { spawn } from 'node:child_process';

/**
 * Runs a command line that the person has asked for, in the shell of the system, and gives its exit code; null where a signal ended it. What it prints goes to
 * stderr, or to where this program prints; `quiet` keeps stdout for the answer.
 */
export function runShell(command: string, folder: string, { signal, quiet }: { readonly signal: AbortSignal; readonly quiet: boolean }): Promise<number | null> {
	return new Promise((done, fail) => {
		const child = spawn(command, { cwd: folder, shell: true, stdio: ['ignore', quiet ? 2 : 1, 2] });
		const stop = () => { child.kill('SIGTERM'); };
		signal.addEventListener('abort', stop, { once: true });
		child.once('error', error => { signal.removeEventListener('abort', stop); fail(error); });
		child.once('exit', code => { signal.removeEventListener('abort', stop); done(code); });
	});
}
