import type { Param } from '../model';
import { isSecretName, looksSecret, withoutHome, withoutSecrets } from '../secrets';
import type { FormatFacts } from './format';

/** The facts as they may be recorded: no secrets, no home folders, no path of this machine. */
export function cleanFacts(facts: FormatFacts, root: string): FormatFacts {
	const text = (value: string): string => withoutHome(value, root);
	const texts = (record: Readonly<Record<string, string>>): Record<string, string> =>
		Object.fromEntries(Object.entries(withoutSecrets(record)).map(([key, value]) => [key, text(value)]));
	const scalar = <T>(value: T): T | string => typeof value === 'string' ? text(value) : value;
	const param = (one: Param): Param => ({ ...one, value: typeof one.value === 'object' && one.value !== null ? one.value.map(scalar) : scalar(one.value) });
	return {
		...facts,
		...(facts.metadata ? { metadata: texts(facts.metadata) } : {}),
		...(facts.environment ? { environment: texts(facts.environment) } : {}),
		...(facts.params ? { params: facts.params.filter(one => !isSecretName(one.name) && !looksSecret(one.value, one.name)).map(param) } : {}),
		...(facts.inputs ? { inputs: facts.inputs.filter(one => !looksSecret(one.name) && !looksSecret(one.uri)).map(one => ({ ...one, name: text(one.name), ...(one.uri ? { uri: text(one.uri) } : {}) })) } : {}),
		...(facts.warnings ? { warnings: facts.warnings.map(one => ({ ...one, message: text(one.message) })) } : {}),
		...(facts.suggestedName ? looksSecret(facts.suggestedName) ? { suggestedName: undefined } : { suggestedName: text(facts.suggestedName) } : {}),
	};
}
