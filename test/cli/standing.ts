import { openTerminal } from '../../src/cli/terminal';
import { run } from '../../src/cli/run';
import type { Answer } from './cli';

/** One command line for the program that stands by. */
export interface Line { readonly cwd: string; readonly args: readonly string[] }

/** The program without its process: a start takes longer than most verbs, so one process carries out the lines of a test file, one after the other. */
async function answer({ cwd, args }: Line): Promise<Answer> {
	const said = { stdout: '', stderr: '' };
	const stream = (name: keyof typeof said) => ({ isTTY: false, write: (text: string) => { said[name] += text; return true; } }) as unknown as NodeJS.WriteStream;
	const code = await run(args, { terminal: openTerminal(stream('stdout'), stream('stderr'), process.env), cwd, env: process.env, signal: new AbortController().signal });
	return { code, ...said };
}

let last: Promise<unknown> = Promise.resolve();
process.on('message', (line: Line) => { last = last.then(async () => process.send?.(await answer(line))); });
process.on('disconnect', () => process.exit());
