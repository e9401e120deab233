import type { Style } from './style';
import { table } from './table';
import { common } from './parse';
import type { Option, Options, Verb } from './verb';

export const program = 'model-registry';

export function usageLine(verb: Verb): string {
	return verb.usage.map((usage, i) => `${i === 0 ? 'Usage: ' : '       '}${program} ${usage}`).join('\n');
}

/** What `model-registry VERB --help` prints. */
export function verbHelp(verb: Verb, { bold, dim }: Style): string {
	const options: Options = { ...verb.options, ...common };
	return [
		usageLine(verb), '', `${verb.summary}.`,
		...(verb.about === undefined ? [] : ['', ...wrapped(verb.about)]),
		'', bold('Options'), ...table(Object.entries(options).map(([name, option]) => [flag(name, option), option.about]), '  '),
		'', bold('Examples'), ...verb.examples.flatMap(([command, what]) => [`  ${dim(`# ${what}`)}`, `  ${program} ${command}`]),
	].join('\n');
}

function flag(name: string, { short, value, multiple }: Option): string {
	return `${short === undefined ? '    ' : `-${short}, `}--${name}${value === undefined ? '' : ` ${value}`}${multiple ? ' …' : ''}`;
}

function wrapped(text: string): readonly string[] {
	const lines: string[] = [];
	for (const word of text.split(' ')) {
		const last = lines.at(-1);
		if (last !== undefined && last.length + word.length < 88) { lines[lines.length - 1] = `${last} ${word}`; } else { lines.push(word); }
	}
	return lines;
}

/** What `model-registry --help` prints. */
export function programHelp(verbs: readonly Verb[], { bold, dim }: Style): string {
	return [
		`Usage: ${program} [-C DIR] VERB … [--json]`, '',
		'A registry for machine-learning models that lives in your repository.', '',
		bold('Verbs'), ...table(verbs.map(verb => [verb.name, verb.summary]), '  '),
		'', bold('A version is meant by'),
		...table([['churn@v7', 'its number'], ['churn@production', 'an alias'], ['churn@latest', 'the newest that is not archived; churn alone is the same'], ['models:/churn/7', `MLflow's way, also models:/churn@production`], ['01KAX3…', 'its id']], '  '),
		'', bold('Options'), ...table(Object.entries({ ...common, version: { type: 'boolean', about: 'show the version of this program' } as const }).map(([name, option]) => [flag(name, option), option.about]), '  '),
		'', bold('Examples'),
		`  ${dim('# Make a registry, register a checkpoint, and put it into production')}`,
		`  ${program} init`, `  ${program} register models/churn.safetensors --notes "bins tenure by contract"`, `  ${program} alias set churn@v1 production --reason "first one"`,
		'', `'${program} VERB --help' says more. Exit codes: 0 done, 1 refused or failed, 2 wrong usage.`,
	].join('\n');
}
