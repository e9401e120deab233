import { resolve } from 'node:path';
import { version as programVersion } from '../../package.json';
import { RegistryError } from '../core/errors';
import { plainLine } from '../core/present/plain';
import { openRegistry, type Registry } from '../core/registry';
import { program, programHelp, usageLine, verbHelp } from './help';
import { parse, type Parsed } from './parse';
import { showProgress } from './progress';
import { Refusal } from './refusal';
import type { Terminal } from './terminal';
import { UsageError } from './usageError';
import type { Call, Verb } from './verb';
import { verbs } from './verbs';
import { asInside, folderGiven, nearestWorkspace } from './workspace';

export interface Surroundings {
	readonly terminal: Terminal;
	readonly cwd: string;
	readonly env: NodeJS.ProcessEnv;
	readonly signal: AbortSignal;
}

/** Runs a command line. Answers with the exit code: 0 done, 1 refused or failed, 2 wrong usage, 130 cancelled. */
export async function run(line: readonly string[], around: Surroundings): Promise<number> {
	let verb: Verb | undefined;
	try {
		const { name, rest } = takeVerb(line);
		verb = verbs.find(one => one.name === name);
		if (!verb) { return withoutVerb(name, rest, around.terminal); }
		const parsed = parse(rest, verb.options);
		if (parsed.values['help']) { around.terminal.out(verbHelp(verb, around.terminal.style)); return 0; }
		checkCount(verb, parsed.args);
		return await runVerb(verb, parsed, around);
	} catch (error) {
		return tell(error, verb, around);
	}
}

/** The first word that is no option, and the line without it. */
function takeVerb(line: readonly string[]): { readonly name: string | undefined; readonly rest: readonly string[] } {
	for (let i = 0; i < line.length; i++) {
		const word = line[i] ?? '';
		if (word === '-C' || word === '--directory') { i++; continue; }
		if (!word.startsWith('-')) { return { name: word, rest: [...line.slice(0, i), ...line.slice(i + 1)] }; }
	}
	return { name: undefined, rest: line };
}

function withoutVerb(name: string | undefined, rest: readonly string[], terminal: Terminal): number {
	if (name === 'help') {
		const verb = verbs.find(one => one.name === rest[0]);
		terminal.out(verb ? verbHelp(verb, terminal.style) : programHelp(verbs, terminal.style));
		return 0;
	}
	if (name !== undefined) {
		const near = verbs.find(one => one.name.startsWith(name.slice(0, 3)));
		throw new UsageError(`There is no verb '${name}'.${near ? ` Did you mean '${near.name}'?` : ''}`);
	}
	const { values } = parse(rest, { version: { type: 'boolean', about: '' } });
	if (values['version']) { terminal.out(programVersion); return 0; }
	if (values['help']) { terminal.out(programHelp(verbs, terminal.style)); return 0; }
	throw new UsageError('A verb is missing.');
}

function checkCount({ name, args: { least, most, first } }: Verb, args: readonly string[]): void {
	if (first && args[0] !== undefined && !first.includes(args[0])) { throw new UsageError(`${name} is followed by ${first.slice(0, -1).join(', ')} or ${first.at(-1) ?? ''}, not '${args[0]}'.`); }
	const takes = most === Infinity ? `at least ${least}` : least === most ? String(most) : `${least} to ${most}`;
	if (args.length >= least && args.length <= most) { return; }
	if (most === 0) { throw new UsageError(`${name} takes no arguments, and '${args[0] ?? ''}' was given.`); }
	const noun = takes === '1' || takes.endsWith(' 1') ? 'argument' : 'arguments';
	throw new UsageError(`${name} takes ${takes} ${noun}, and ${args.length} ${args.length === 1 ? 'was' : 'were'} given.`);
}

async function runVerb(verb: Verb, { values, args }: Parsed, { terminal, cwd, signal }: Surroundings): Promise<number> {
	const directory = values['directory'] as string | undefined;
	const base = directory === undefined ? cwd : await folderGiven(directory, cwd);
	const workspace = directory !== undefined || verb.here ? base : await nearestWorkspace(base) ?? base;
	const opened: Registry[] = [];
	const open = (folder: string) => {
		const registry = openRegistry({ folder });
		opened.push(registry);
		return registry;
	};
	const call: Call = {
		values: values as Call['values'], args, json: values['json'] === true, terminal, signal, base, workspace, registry: open(workspace), open,
		path: given => asInside(workspace, resolve(base, given)),
		long: what => ({ signal, onProgress: showProgress(terminal, what) }),
	};
	try {
		return await verb.run(call) ?? 0;
	} finally {
		terminal.status('');
		for (const registry of opened) { await registry.close(); }
	}
}

/** One sentence that names the thing and the remedy. A bug shows its stack only where somebody looks for it. */
function tell(error: unknown, verb: Verb | undefined, { terminal, env, signal }: Surroundings): number {
	if (error instanceof UsageError) {
		terminal.err(`${plainLine(error.message)}\n${verb ? usageLine(verb) : `Usage: ${program} [-C DIR] VERB …`}\n'${program}${verb ? ` ${verb.name}` : ''} --help' says more.`);
		return 2;
	}
	if (RegistryError.is(error, 'cancelled') || (signal.aborted && (error as Error | undefined)?.name === 'AbortError')) {
		terminal.err(plainLine(RegistryError.is(error) ? error.message : `${verb?.name ?? program} was cancelled.`));
		return 130;
	}
	if (RegistryError.is(error) || error instanceof Refusal) {
		terminal.err(plainLine(error.message));
		return 1;
	}
	const bug = error instanceof Error ? error : new Error(String(error));
	terminal.err(env['MODEL_REGISTRY_DEBUG'] === '1' ? bug.stack ?? bug.message : `${program} failed unexpectedly: ${plainLine(bug.message)}. MODEL_REGISTRY_DEBUG=1 shows where.`);
	return 1;
}
