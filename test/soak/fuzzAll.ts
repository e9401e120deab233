import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

const program = join(__dirname, 'fuzz.js');

function fuzzed(...args: readonly string[]): readonly string[] {
	return execFileSync(process.execPath, [program, ...args], { encoding: 'utf8', maxBuffer: 1 << 26, stdio: ['ignore', 'pipe', 'inherit'] }).trim().split('\n');
}

/** Every reader under the fuzzer, each in a process of its own, one after the other: what one keeps in memory is no other's. Prints a line for each. */
export async function fuzzAll({ executions, fileExecutions }: { readonly executions: number; readonly fileExecutions: number }, seed: string): Promise<string> {
	let inputs = 0, readers = 0;
	for (const line of fuzzed()) {
		const [kind, name = ''] = [line.slice(0, line.indexOf(' ')), line.slice(line.indexOf(' ') + 1)];
		const count = kind === 'text' ? executions : fileExecutions;
		if (count === 0) { continue; }
		const since = performance.now();
		console.log(`  ${fuzzed(name, String(count), seed).join('; ')} (${Math.round((performance.now() - since) / 1000)} s)`);
		inputs += count; readers++;
	}
	return `${inputs} inputs to ${readers} readers, nothing but refusals`;
}
