import { isDict, isGlobal, isObject, isTagged, itemsOf, qualifiedName, type PickleValue, type PyObject } from './value';

/** What a call would have made: plain data for the few constructors of plain data, a record of the call for all else. Nothing is called. */
export function reduced(callable: PickleValue, args: PickleValue): PickleValue {
	const given = itemsOf(args) ?? [];
	const [first, second] = given;
	switch (qualifiedName(callable)) {
		case 'collections.OrderedDict': case 'collections.Counter': case 'builtins.dict': case '__builtin__.dict':
			return { kind: 'dict', entries: pairsOf(first) };
		case 'collections.defaultdict':
			return { kind: 'dict', entries: pairsOf(second) };
		case 'builtins.set': case '__builtin__.set': case 'builtins.frozenset': case '__builtin__.frozenset':
			return { kind: 'set', items: [...itemsOf(first) ?? []] };
		case 'builtins.list': case '__builtin__.list':
			return { kind: 'list', items: [...itemsOf(first) ?? []] };
		case 'builtins.bytearray': case '__builtin__.bytearray': case 'builtins.bytes':
			return isTagged(first) && first.kind === 'bytes' ? first : { kind: 'bytes', length: 0 };
		case '_codecs.encode':
			// How Python 3 writes bytes in protocol 2.
			return typeof first === 'string' ? { kind: 'bytes', length: first.length, data: Buffer.from(first, 'latin1') } : instance(callable, given);
		case 'copyreg._reconstructor': case 'copy_reg._reconstructor':
			return first === undefined ? instance(callable, given) : reconstructed(first, given[2]);
		case 'copyreg.__newobj__': case 'copy_reg.__newobj__':
			return first === undefined ? instance(callable, given) : instance(first, given.slice(1));
		default:
			return instance(callable, given);
	}
}

/** An instance of `cls` with nothing set yet. */
export function instance(cls: PickleValue, args: readonly PickleValue[]): PickleValue {
	if (isGlobal(cls) && cls.module === 'collections' && cls.name === 'OrderedDict') { return { kind: 'dict', entries: [] }; }
	return { kind: 'object', cls, args, items: [], entries: [] };
}

/** `copyreg._reconstructor(cls, base, state)`: the state of a dict or list base are its contents. */
function reconstructed(cls: PickleValue, state: PickleValue | undefined): PyObject {
	return { kind: 'object', cls, args: [], items: [...isDict(state) ? [] : itemsOf(state) ?? []], entries: isDict(state) ? [...state.entries] : [] };
}

function pairsOf(value: PickleValue | undefined): [PickleValue, PickleValue][] {
	if (isDict(value)) { return [...value.entries]; }
	return (itemsOf(value) ?? []).flatMap((pair): [PickleValue, PickleValue][] => {
		const [key, one] = itemsOf(pair) ?? [];
		return key === undefined || one === undefined ? [] : [[key, one]];
	});
}

/** BUILD: the state that an object would have been given. */
export function build(target: PickleValue, state: PickleValue): void {
	if (isObject(target)) { target.state = state; }
}

/** APPEND, APPENDS, ADDITEMS. */
export function append(target: PickleValue, items: readonly PickleValue[]): void {
	if (isTagged(target) && (target.kind === 'list' || target.kind === 'set' || target.kind === 'object')) {
		for (const item of items) { target.items.push(item); }
	}
}

/** SETITEM, SETITEMS: keys and values in turn. */
export function assign(target: PickleValue, flat: readonly PickleValue[]): void {
	if (!isTagged(target) || (target.kind !== 'dict' && target.kind !== 'object')) { return; }
	for (let at = 0; at + 1 < flat.length; at += 2) { target.entries.push([flat[at] ?? null, flat[at + 1] ?? null]); }
}

/** Keys and values in turn, as a dict. */
export function dictOf(flat: readonly PickleValue[]): PickleValue {
	const made: PickleValue = { kind: 'dict', entries: [] };
	assign(made, flat);
	return made;
}
