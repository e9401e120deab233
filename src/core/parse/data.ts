/** A number with the text that it was written as: `2e-5`, `0.9130`, a whole number past 2^53. */
export class Numeral {
	constructor(readonly value: number, readonly text: string) {}
}

/** What YAML, JSON and TOML say, alike. A mapping is a `Map`: `__proto__` is a key like any other. */
export type Data = string | boolean | null | Numeral | readonly Data[] | DataMap;
export type DataMap = ReadonlyMap<string, Data>;

export function isMap(data: Data | undefined): data is DataMap {
	return data instanceof Map;
}

export function isList(data: Data | undefined): data is readonly Data[] {
	return Array.isArray(data);
}

/** The value at a place in it: `at(state, 'log_history', 3, 'loss')`. */
export function at(data: Data | undefined, ...path: readonly (string | number)[]): Data | undefined {
	let here = data;
	for (const step of path) {
		if (isMap(here)) {
			here = here.get(String(step));
		} else if (isList(here) && typeof step === 'number') {
			here = here[step];
		} else {
			return undefined;
		}
	}
	return here;
}

/** A text, or the text of a number: ids are often written as either. */
export function textAt(data: Data | undefined, ...path: readonly (string | number)[]): string | undefined {
	const found = at(data, ...path);
	return typeof found === 'string' ? found : found instanceof Numeral ? found.text : undefined;
}

export function numberAt(data: Data | undefined, ...path: readonly (string | number)[]): number | undefined {
	const found = at(data, ...path);
	return found instanceof Numeral ? found.value : undefined;
}

export function mapAt(data: Data | undefined, ...path: readonly (string | number)[]): DataMap {
	const found = at(data, ...path);
	return isMap(found) ? found : new Map();
}

export function listAt(data: Data | undefined, ...path: readonly (string | number)[]): readonly Data[] {
	const found = at(data, ...path);
	return isList(found) ? found : [];
}
