import type { Param, ParamValue } from '../model';
import { isSecretName, looksSecret, withoutHome } from '../secrets';
import type { FoundRun } from './reader';

/** The run without secrets (by name and by shape) and with home folders and the workspace's absolute path rewritten. */
export function withoutPrivate(run: FoundRun, workspace: string): FoundRun {
	const text = (value: string): string => withoutHome(value, workspace);
	return {
		...run,
		...(run.name === undefined ? {} : { name: text(run.name) }),
		...(run.command === undefined ? {} : { command: withoutSecretArguments(text(run.command)) }),
		params: run.params.filter(param => !isSecret(param)).map(param => ({ ...param, value: rewritten(param.value, text) })),
		metrics: run.metrics.filter(metric => !isSecretName(metric.name)),
		...(run.inputs && { inputs: run.inputs.filter(input => !looksSecret(input.name) && !looksSecret(input.uri)).map(input => ({ ...input, name: text(input.name), ...(input.uri === undefined ? {} : { uri: text(input.uri) }) })) }),
		...(run.environment && { environment: Object.fromEntries(Object.entries(run.environment).filter(([name, value]) => !looksSecret(value, name))) }),
		...(run.warnings && { warnings: run.warnings.map(warning => ({ ...warning, message: text(warning.message) })) }),
	};
}

function isSecret(param: Param): boolean {
	return isSecretName(param.name) || looksSecret(param.value, param.name);
}

function rewritten(value: ParamValue, text: (value: string) => string): ParamValue {
	if (typeof value === 'string') { return text(value); }
	return Array.isArray(value) ? (value as readonly (string | number | boolean | null)[]).map(item => (typeof item === 'string' ? text(item) : item)) : value;
}

/** `--hub_token abc`, `api_key=abc`: the word after a secret's name goes too. */
function withoutSecretArguments(command: string): string {
	const words = command.split(' ');
	return words.filter((word, index) => {
		const name = (words[index - 1] ?? '').replace(/^--?/, '');
		const before = (words[index - 1] ?? '').startsWith('-') && !name.includes('=') && isSecretName(name);
		return !before && !looksSecret(word) && !(/=/.test(word) && isSecretName(word.split('=')[0]?.replace(/^[-+]+/, '') ?? ''));
	}).join(' ');
}
