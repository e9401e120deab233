import { isList, isMap, Numeral, type Data } from '../../parse/data';
import type { Column } from './table';

/**
 * Takes the metric histories out of a mapping as Keras' `History.history` holds them: lists of numbers of one length, a loss among them.
 * Other lists (a score per class) stay in `rest`. Steps count from 0.
 */
export function listHistories(data: Data): { readonly histories: ReadonlyMap<string, Column>; readonly rest: Data } {
	const histories = new Map<string, Column>();

	function rest(here: Data, prefix: string): Data {
		if (!isMap(here)) { return here; }
		const lists = [...here].filter((entry): entry is [string, readonly Numeral[]] => isNumbers(entry[1]));
		const loss = lists.find(([name]) => /loss/i.test(name));
		return new Map([...here].flatMap(([name, value]): [string, Data][] => {
			const full = prefix === '' ? name : `${prefix}.${name}`;
			if (!loss || !isNumbers(value) || value.length !== loss[1].length) { return [[name, rest(value, full)]]; }
			const last = value.at(-1);
			if (last) { histories.set(full, { last, history: { steps: value.map((_, index) => index), values: value.map(one => one.value) } }); }
			return [];
		}));
	}

	return { rest: rest(data, ''), histories };
}

function isNumbers(value: Data): value is readonly Numeral[] {
	return isList(value) && value.length > 1 && value.every(item => item instanceof Numeral);
}
