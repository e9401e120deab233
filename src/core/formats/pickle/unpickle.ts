import { RegistryError } from '../../errors';
import { PickleProblem, type Cursor } from './cursor';
import { isArrayWrapper, readJoblibArray } from './joblibArray';
import { bytes, floatLine, integerLine, long, quotedLine, rawUnicodeLine, text } from './literals';
import { OP } from './opcodes';
import { append, assign, build, dictOf, instance, reduced } from './reduce';
import type { Pickled, Unpickling } from './pickled';
import { Stack } from './stack';
import { isTagged, itemsOf, type PickleValue, type PyGlobal } from './value';

/** How many pickles may lie in one another: joblib keeps arrays of objects so. */
const MOST_NESTED = 8;

/**
 * Runs the instructions of one pickle (protocols 0 to 5) inertly: no name is resolved, nothing is called, what would have been
 * made comes back as data. joblib's arrays inside the stream are passed over. Bounded in values, depth and length of text.
 * Never throws for what the pickle holds; RegistryError where the file can't be read.
 */
export async function unpickle(cursor: Cursor, outer?: Unpickling): Promise<Pickled> {
	const unpickling: Unpickling = { globals: outer?.globals ?? new Map<string, PyGlobal>(), persistents: [], depth: outer ? outer.depth + 1 : 0, nested: inner => unpickle(inner, unpickling) };
	const stack = new Stack();
	const read = (value: PickleValue | undefined, problem?: string): Pickled => ({ value, globals: [...unpickling.globals.values()], persistents: unpickling.persistents, ...(problem ? { problem } : {}) });
	try {
		if (unpickling.depth > MOST_NESTED) { throw new PickleProblem('it is nested too deeply'); }
		for (;;) {
			// Every instruction and its fixed-size argument fit in 9 bytes.
			if (cursor.left < 9) { await cursor.fill(9); }
			const op = cursor.u8();
			if (op === OP.STOP) { return read(stack.pop()); }
			const waiting = step(op, stack, cursor, unpickling);
			if (waiting) { await waiting; }
		}
	} catch (error) {
		if (error instanceof PickleProblem) { return read(stack.bottom, error.message); }
		if (RegistryError.is(error, 'damaged-file')) { return read(stack.bottom, error.facts.why); }
		throw error;
	}
}

function step(op: number, stack: Stack, cursor: Cursor, unpickling: Unpickling): void | Promise<void> {
	switch (op) {
		case OP.PROTO: if (cursor.u8() > 5) { throw new PickleProblem('it is of a protocol that is not known'); } return;
		case OP.FRAME: cursor.u64(); return;
		case OP.MARK: return stack.mark();
		case OP.POP: return stack.drop();
		case OP.POP_MARK: stack.popMark(); return;
		case OP.DUP: return stack.push(stack.peek());
		case OP.MEMOIZE: return stack.memoize();
		case OP.BINPUT: return stack.memoize(cursor.u8());
		case OP.LONG_BINPUT: return stack.memoize(cursor.u32());
		case OP.BINGET: return stack.recall(cursor.u8());
		case OP.LONG_BINGET: return stack.recall(cursor.u32());
		case OP.NONE: return stack.push(null);
		case OP.NEWTRUE: return stack.push(true);
		case OP.NEWFALSE: return stack.push(false);
		case OP.BININT: return stack.push(cursor.i32());
		case OP.BININT1: return stack.push(cursor.u8());
		case OP.BININT2: return stack.push(cursor.u16());
		case OP.BINFLOAT: return stack.push(cursor.f64be());
		case OP.EMPTY_LIST: return stack.push({ kind: 'list', items: [] });
		case OP.EMPTY_TUPLE: return stack.push({ kind: 'tuple', items: [] });
		case OP.EMPTY_DICT: return stack.push({ kind: 'dict', entries: [] });
		case OP.EMPTY_SET: return stack.push({ kind: 'set', items: [] });
		case OP.LIST: return stack.push({ kind: 'list', items: stack.popMark() });
		case OP.TUPLE: return stack.push({ kind: 'tuple', items: stack.popMark() });
		case OP.FROZENSET: return stack.push({ kind: 'set', items: stack.popMark() });
		case OP.DICT: return stack.push(dictOf(stack.popMark()));
		case OP.TUPLE1: return stack.push({ kind: 'tuple', items: [stack.pop()] });
		case OP.TUPLE2: return tuple(stack, 2);
		case OP.TUPLE3: return tuple(stack, 3);
		case OP.APPEND: { const item = stack.pop(); return append(stack.peek(), [item]); }
		case OP.APPENDS: case OP.ADDITEMS: { const items = stack.popMark(); return append(stack.peek(), items); }
		case OP.SETITEM: { const value = stack.pop(); const key = stack.pop(); return assign(stack.peek(), [key, value]); }
		case OP.SETITEMS: { const flat = stack.popMark(); return assign(stack.peek(), flat); }
		case OP.REDUCE: { const args = stack.pop(); return stack.push(reduced(stack.pop(), args)); }
		case OP.NEWOBJ: { const args = stack.pop(); return stack.push(instance(stack.pop(), itemsOf(args) ?? [])); }
		case OP.NEWOBJ_EX: { const named = stack.pop(); const args = stack.pop(); return stack.push(instance(stack.pop(), [...itemsOf(args) ?? [], named])); }
		case OP.OBJ: { const [cls = null, ...args] = stack.popMark(); return stack.push(instance(cls, args)); }
		case OP.BUILD: return built(stack, cursor, unpickling);
		case OP.BINPERSID: return stack.push(outside(stack.pop(), unpickling));
		case OP.STACK_GLOBAL: { const name = stack.pop(); const module = stack.pop(); return stack.push(named(unpickling, module, name)); }
		case OP.EXT1: return stack.push(named(unpickling, 'copyreg extension', String(cursor.u8())));
		case OP.EXT2: return stack.push(named(unpickling, 'copyreg extension', String(cursor.u16())));
		case OP.EXT4: return stack.push(named(unpickling, 'copyreg extension', String(cursor.u32())));
		case OP.NEXT_BUFFER: return stack.push({ kind: 'bytes', length: 0 });
		case OP.READONLY_BUFFER: return;
		default: return longer(op, stack, cursor, unpickling);
	}
}

/** The instructions whose argument's length is known only by reading it. */
async function longer(op: number, stack: Stack, cursor: Cursor, unpickling: Unpickling): Promise<void> {
	switch (op) {
		case OP.SHORT_BINUNICODE: return stack.push(await text(cursor, cursor.u8()));
		case OP.BINUNICODE: return stack.push(await text(cursor, cursor.u32()));
		case OP.BINUNICODE8: return stack.push(await text(cursor, cursor.u64()));
		case OP.SHORT_BINSTRING: return stack.push(await text(cursor, cursor.u8(), 'latin1'));
		case OP.BINSTRING: return stack.push(await text(cursor, cursor.u32(), 'latin1'));
		case OP.SHORT_BINBYTES: return stack.push(await bytes(cursor, cursor.u8()));
		case OP.BINBYTES: return stack.push(await bytes(cursor, cursor.u32()));
		case OP.BINBYTES8: case OP.BYTEARRAY8: return stack.push(await bytes(cursor, cursor.u64()));
		case OP.LONG1: return stack.push(await long(cursor, cursor.u8()));
		case OP.LONG4: return stack.push(await long(cursor, cursor.i32()));
		case OP.INT: case OP.LONG: return stack.push(integerLine(await cursor.line()));
		case OP.FLOAT: return stack.push(floatLine(await cursor.line()));
		case OP.STRING: return stack.push(quotedLine(await cursor.line()));
		case OP.UNICODE: return stack.push(rawUnicodeLine(await cursor.line()));
		case OP.PERSID: return stack.push(outside(await cursor.line(), unpickling));
		case OP.PUT: return stack.memoize(Number(await cursor.line()));
		case OP.GET: return stack.recall(Number(await cursor.line()));
		case OP.GLOBAL: return stack.push(named(unpickling, await cursor.line(), await cursor.line()));
		case OP.INST: { const cls = named(unpickling, await cursor.line(), await cursor.line()); return stack.push(instance(cls, stack.popMark())); }
		default: throw new PickleProblem(`it holds an instruction that is none (0x${op.toString(16).padStart(2, '0')})`);
	}
}

function outside(id: PickleValue, unpickling: Unpickling): PickleValue {
	// PyTorch before 1.6 kept a module's class so, with its source: ('module', class, file, source).
	const [what, cls] = itemsOf(id) ?? [];
	if (what === 'module' && cls !== undefined) { return cls; }
	unpickling.persistents.push(id);
	return { kind: 'persistent', id };
}

function tuple(stack: Stack, count: 2 | 3): void {
	const items: PickleValue[] = [];
	for (let at = 0; at < count; at++) { items.unshift(stack.pop()); }
	stack.push({ kind: 'tuple', items });
}

function built(stack: Stack, cursor: Cursor, unpickling: Unpickling): void | Promise<void> {
	const state = stack.pop();
	const target = stack.peek();
	build(target, state);
	if (!isArrayWrapper(target)) { return; }
	return readJoblibArray(target, cursor, unpickling).then(array => {
		stack.pop();
		stack.push(array);
	});
}

/** A name that isn't text is how an attack hides one from a scanner: it stays visible as what it is. */
function named(unpickling: Unpickling, module: PickleValue, name: PickleValue): PyGlobal {
	const word = (value: PickleValue): string => typeof value === 'string' ? value.slice(0, 500) : `<${isTagged(value) ? value.kind : typeof value}>`;
	const found: PyGlobal = { kind: 'global', module: word(module), name: word(name) };
	const key = `${found.module} ${found.name}`;
	const known = unpickling.globals.get(key);
	if (known) { return known; }
	if (unpickling.globals.size >= 20_000) { throw new PickleProblem('it names more classes than are read'); }
	unpickling.globals.set(key, found);
	return found;
}
