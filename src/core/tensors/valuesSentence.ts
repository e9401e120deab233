import { formatCount } from '../present/quantities';
import type { TensorValue } from './values';

type State = TensorValue['state'];
interface Part { readonly label: string; readonly state: State; readonly values: readonly TensorValue[]; readonly numeric?: { readonly parent: string; readonly first: number; readonly last: number } }

/** Parts of a model that are named before the tensors are only counted. */
const mostParts = 6;

const words: Readonly<Record<State, string>> = { same: 'unchanged', changed: 'retrained', added: 'added', removed: 'removed', reshaped: 'reshaped', retyped: 'retyped', unread: 'not compared' };

/** Which parts of a model stayed as they were: 'encoder unchanged (120 tensors), head retrained (2 tensors, by 31 %)'. Parts follow the names of the tensors. */
export function valuesSentence(values: readonly TensorValue[]): string {
	if (!values.length) { return ''; }
	const states = new Set(values.map(value => value.state));
	const [only] = states;
	if (states.size === 1 && only !== undefined) { return `every tensor ${words[only]}${inBrackets(only, values)}`; }
	const parts = merged(partsOf(values, '', 0));
	return (parts.length <= mostParts ? parts.map(({ label, state, values: of }) => `${label} ${words[state]}${inBrackets(state, of)}`) : counts(values)).join(', ');
}

function partsOf(values: readonly TensorValue[], prefix: string, depth: number): readonly Part[] {
	const children = new Map<string, TensorValue[]>();
	for (const value of values) {
		const name = value.tensor.name.slice(prefix === '' ? 0 : prefix.length + 1).split(/[./]/)[0] ?? '';
		children.set(name, [...children.get(name) ?? [], value]);
	}
	return [...children].flatMap(([name, of]): readonly Part[] => {
		const [first] = of;
		const path = first ? first.tensor.name.slice(0, prefix === '' ? name.length : prefix.length + 1 + name.length) : name;
		const states = new Set(of.map(value => value.state));
		if (states.size === 1 && first) {
			const number = /^\d+$/.test(name) ? Number(name) : undefined;
			return [{ label: path, state: first.state, values: of, ...(number === undefined ? {} : { numeric: { parent: prefix, first: number, last: number } }) }];
		}
		return depth > 8 ? [] : partsOf(of, path, depth + 1);
	});
}

/** Blocks that follow one another and share their fate are one part: 'encoder.layer.0 to 9'. */
function merged(parts: readonly Part[]): readonly Part[] {
	const found: Part[] = [];
	for (const part of parts) {
		const last = found.at(-1);
		if (last?.numeric && part.numeric && last.state === part.state && last.numeric.parent === part.numeric.parent && part.numeric.first === last.numeric.last + 1) {
			found[found.length - 1] = { label: `${last.numeric.parent}${last.numeric.parent === '' ? '' : '.'}${last.numeric.first} to ${part.numeric.last}`, state: last.state, values: [...last.values, ...part.values], numeric: { ...last.numeric, last: part.numeric.last } };
		} else { found.push(part); }
	}
	return found;
}

function inBrackets(state: State, values: readonly TensorValue[]): string {
	const count = `${formatCount(values.length)} ${values.length === 1 ? 'tensor' : 'tensors'}`;
	const change = state === 'changed' ? relativeOf(values) : undefined;
	return ` (${count}${change === undefined ? '' : `, by ${percent(change)}`})`;
}

function counts(values: readonly TensorValue[]): readonly string[] {
	return (Object.keys(words) as State[]).flatMap(state => {
		const of = values.filter(value => value.state === state);
		return of.length ? [`${formatCount(of.length)} of ${formatCount(values.length)} tensors ${words[state]}${state === 'changed' && relativeOf(of) !== undefined ? ` by ${percent(relativeOf(of) ?? 0)}` : ''}`] : [];
	});
}

/** Of several tensors together; undefined where none of them is of numbers that are compared. */
function relativeOf(values: readonly TensorValue[]): number | undefined {
	const squares = values.flatMap(value => value.squares ?? []);
	const base = squares.reduce((sum, one) => sum + one.base, 0);
	return base > 0 ? Math.sqrt(squares.reduce((sum, one) => sum + one.difference, 0) / base) : undefined;
}

/** A relative change: 2 significant digits, '0.13 %', '31 %'. */
export function percent(relative: number): string {
	const value = relative * 100;
	if (value > 0 && value < 1e-4) { return 'less than 0.0001 %'; }
	const rounded = Number(value.toPrecision(2));
	return `${rounded >= 1_000 ? formatCount(Math.round(rounded)) : String(rounded)} %`;
}
