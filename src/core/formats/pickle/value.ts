/** What an inert unpickler builds: data, and records of what would have been called. Nothing here is ever resolved or run. */
export type PickleValue = string | number | bigint | boolean | null | PyBytes | PyList | PyTuple | PySet | PyDict | PyGlobal | PyObject | PyPersistent | PyArray;

/** Long ones aren't kept: `data` is there up to a few KiB. */
export interface PyBytes { readonly kind: 'bytes'; readonly length: number; readonly data?: Buffer }
export interface PyList { readonly kind: 'list'; readonly items: PickleValue[] }
export interface PyTuple { readonly kind: 'tuple'; readonly items: readonly PickleValue[] }
export interface PySet { readonly kind: 'set'; readonly items: PickleValue[] }
/** Entries in the order of the file; a key may come twice. `OrderedDict` and `defaultdict` are ones too. */
export interface PyDict { readonly kind: 'dict'; readonly entries: [PickleValue, PickleValue][] }
/** A class or function that the file names. */
export interface PyGlobal { readonly kind: 'global'; readonly module: string; readonly name: string }
/** An instance that would have been made: what would have been called, with what, and the state it would have been given. */
export interface PyObject {
	readonly kind: 'object';
	readonly cls: PickleValue;
	readonly args: readonly PickleValue[];
	state?: PickleValue;
	/** What would have been appended, where it is a kind of list. */
	readonly items: PickleValue[];
	/** What would have been set, where it is a kind of dict. */
	readonly entries: [PickleValue, PickleValue][];
}
/** Something kept outside the pickle: PyTorch's storages. */
export interface PyPersistent { readonly kind: 'persistent'; readonly id: PickleValue }
/** A NumPy array. `dtype` in NumPy's spelling without byte order ('f8', 'U5', 'O'); small ones keep their bytes, those of objects their items. */
export interface PyArray { readonly kind: 'array'; readonly dtype: string; readonly shape: readonly number[]; readonly bigEndian?: boolean; readonly data?: Buffer; readonly items?: readonly PickleValue[] }

export function isObject(value: PickleValue | undefined): value is PyObject {
	return isTagged(value) && value.kind === 'object';
}

export function isDict(value: PickleValue | undefined): value is PyDict {
	return isTagged(value) && value.kind === 'dict';
}

export function isGlobal(value: PickleValue | undefined): value is PyGlobal {
	return isTagged(value) && value.kind === 'global';
}

/** Whether it is one of the records, not a plain scalar. */
export function isTagged(value: PickleValue | undefined): value is Exclude<PickleValue, string | number | bigint | boolean | null> {
	return typeof value === 'object' && value !== null;
}

/** The items of a list, tuple, set or list-like object; undefined for anything else. */
export function itemsOf(value: PickleValue | undefined): readonly PickleValue[] | undefined {
	if (!isTagged(value)) { return undefined; }
	switch (value.kind) {
		case 'list': case 'tuple': case 'set': return value.items;
		case 'array': return value.items;
		case 'object': return value.items.length ? value.items : undefined;
		default: return undefined;
	}
}

/** The entries with text for a key of a dict, of a dict-like object, or of an object's attributes; the last of two equal keys counts. */
export function fieldsOf(value: PickleValue | undefined): ReadonlyMap<string, PickleValue> {
	const fields = new Map<string, PickleValue>();
	for (const [key, one] of entriesOf(value)) {
		if (typeof key === 'string') { fields.set(key, one); }
	}
	return fields;
}

function entriesOf(value: PickleValue | undefined): readonly (readonly [PickleValue, PickleValue])[] {
	if (isDict(value)) { return value.entries; }
	if (!isObject(value)) { return []; }
	if (value.entries.length) { return value.entries; }
	// With __slots__, or both, the state is a pair of dicts.
	const state = value.state;
	if (isTagged(state) && state.kind === 'tuple') { return state.items.flatMap(part => isDict(part) ? part.entries : []); }
	return isDict(state) ? state.entries : [];
}

/** 'sklearn.pipeline.Pipeline' of a global or of an object's class; '' where it has no such name. */
export function qualifiedName(value: PickleValue | undefined): string {
	if (isObject(value)) { return isGlobal(value.cls) ? qualifiedName(value.cls) : ''; }
	return isGlobal(value) ? `${value.module}.${value.name}` : '';
}
