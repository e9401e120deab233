import { parseArgs } from 'node:util';
import type { Option, Options } from './verb';
import { UsageError } from './usageError';

/** What every verb takes. */
export const common = {
	directory: { type: 'string', short: 'C', value: 'DIR', about: 'use this workspace folder instead of the nearest one with a registry' },
	json: { type: 'boolean', about: 'print JSON, for machines' },
	help: { type: 'boolean', short: 'h', about: 'show this help' },
} as const satisfies Options;

export interface Parsed {
	readonly values: Readonly<Record<string, string | boolean | readonly string[] | undefined>>;
	readonly args: readonly string[];
}

/** Takes a command line apart. Throws UsageError. */
export function parse(line: readonly string[], own: Options): Parsed {
	const options = { ...common, ...own };
	try {
		const { values, positionals } = parseArgs({ args: joined(line, options), options: Object.fromEntries(Object.entries(options).map(([name, option]) => [name, forNode(option)])), allowPositionals: true, strict: true });
		return { values: values as Parsed['values'], args: positionals };
	} catch (error) {
		throw understood(error, options);
	}
}

function forNode({ type, multiple, short }: Option) {
	return { type, ...(multiple ? { multiple } : {}), ...(short === undefined ? {} : { short }) };
}

/**
 * Ties an option's value to it, and puts what is no option behind '--': so a value or a text may begin with '-', as a list in Markdown and
 * a negative number do.
 */
function joined(line: readonly string[], options: Options): string[] {
	const takesValue = new Map<string, string>();
	const known = new Set<string>();
	for (const [name, { type, short }] of Object.entries(options)) {
		for (const flag of [`--${name}`, ...(short === undefined ? [] : [`-${short}`])]) {
			known.add(flag);
			if (type === 'string') { takesValue.set(flag, name); }
		}
	}
	const flags: string[] = [], texts: string[] = [];
	for (let i = 0; i < line.length; i++) {
		const word = line[i] ?? '';
		if (word === '--') { texts.push(...line.slice(i + 1)); break; }
		if (!/^--?[a-z]\S*$/is.test(word)) { texts.push(word); continue; }
		const name = takesValue.get(word);
		const next = line[i + 1];
		if (name === undefined || next === undefined || known.has(next.split('=')[0] ?? '')) { flags.push(word); continue; }
		flags.push(`--${name}=${next}`);
		i++;
	}
	return [...flags, '--', ...texts];
}

function understood(error: unknown, options: Options): unknown {
	const { code, message } = error as NodeJS.ErrnoException;
	const flag = /'(-[^' ]*)/.exec(message)?.[1] ?? '';
	switch (code) {
		case 'ERR_PARSE_ARGS_UNKNOWN_OPTION': return new UsageError(`There is no option ${flag}.${near(flag, options)}`);
		case 'ERR_PARSE_ARGS_INVALID_OPTION_VALUE': return new UsageError(/does not take/.test(message) ? `${option(message)} takes no value.` : `${option(message)} needs a value.`);
		default: return error;
	}
}

/** The long name in '-C, --directory <value>'. */
function option(message: string): string {
	return /--[\w-]+/.exec(message)?.[0] ?? 'An option';
}

function near(flag: string, options: Options): string {
	const word = flag.replace(/^-+/, '');
	const found = word.length < 2 ? undefined : Object.keys(options).find(name => name.startsWith(word.slice(0, 3)) || (word.startsWith(name) && name.length > 2));
	return found === undefined ? '' : ` Did you mean --${found}?`;
}
