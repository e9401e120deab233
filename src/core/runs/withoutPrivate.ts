import type { Param, ParamValue, Source } from '../model';
import { isSecretName, looksSecret, withoutHome } from '../secrets';
import type { FoundRun } from './reader';

/** The run without secrets (by name and by shape) and with home folders and the workspace's absolute path rewritten, in whatever it says. */
export function withoutPrivate(run: FoundRun, workspace: string): FoundRun {
	const text = (value: string): string => withoutHome(value, workspace);
	const source = <T extends { readonly source: Source }>(one: T): T => (one.source.field === undefined ? one : { ...one, source: { ...one.source, field: looksSecret(one.source.field) ? '' : text(one.source.field) } });
	const { name, group, parent, url, command, hardware, judgedBy, ...rest } = run;
	return {
		...rest,
		// An id is needed, and a run's place is one.
		id: looksSecret(run.id) ? run.path || '.' : text(run.id),
		...(name === undefined || looksSecret(name) ? {} : { name: text(name) }),
		...(group === undefined || looksSecret([group.id, group.name]) ? {} : { group: { ...group, id: text(group.id), name: text(group.name) } }),
		...(parent === undefined || looksSecret(parent) ? {} : { parent: text(parent) }),
		...(url === undefined || looksSecret(url) ? {} : { url: text(url) }),
		...(judgedBy === undefined || isSecretNamed(judgedBy.metric) ? {} : { judgedBy: { ...judgedBy, metric: text(judgedBy.metric) } }),
		...(command === undefined ? {} : { command: withoutSecretArguments(text(command)) }),
		...(hardware === undefined || looksSecret(hardware) ? {} : { hardware: text(hardware) }),
		params: run.params.filter(param => !isSecret(param)).map(param => source({ ...param, name: text(param.name), value: rewritten(param.value, text) })),
		metrics: run.metrics.filter(metric => !isSecretNamed(metric.name)).map(metric => source({ ...metric, name: text(metric.name) })),
		...(run.histories && { histories: Object.fromEntries(Object.entries(run.histories).filter(([key]) => !isSecretNamed(key)).map(([key, history]) => [text(key), history])) }),
		...(run.inputs && { inputs: run.inputs.filter(input => !looksSecret([input.name, input.uri])).map(input => ({ ...input, name: text(input.name), ...(input.uri === undefined ? {} : { uri: text(input.uri) }) })) }),
		...(run.outputs && { outputs: run.outputs.filter(output => !looksSecret([output.name, output.path])).map(output => ({ ...output, ...(output.name === undefined ? {} : { name: text(output.name) }), ...(output.path === undefined ? {} : { path: text(output.path) }) })) }),
		...(run.environment && { environment: Object.fromEntries(Object.entries(run.environment).filter(([key, value]) => !isSecretNamed(key) && !looksSecret(value, key)).map(([key, value]) => [text(key), text(value)])) }),
		...(run.warnings && { warnings: run.warnings.map(warning => ({ ...warning, message: withoutSecretArguments(text(warning.message)) })) }),
	};
}

function isSecretNamed(name: string): boolean {
	return isSecretName(name) || looksSecret(name);
}

function isSecret(param: Param): boolean {
	return isSecretNamed(param.name) || looksSecret(param.value, param.name);
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
