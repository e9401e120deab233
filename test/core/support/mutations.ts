/** A generator of numbers in [0, 1) with a seed, so that a failure can be repeated (mulberry32). */
export type Next = () => number;

export function random(seed: string): Next {
	// FNV-1a over the seed's text: "7/gguf/12" and "7/gguf/13" start far apart.
	let state = [...seed].reduce((hash, letter) => Math.imul(hash ^ letter.charCodeAt(0), 0x01000193), 0x811c9dc5);
	return () => {
		state = (state + 0x6d2b79f5) | 0;
		let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
		mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
	};
}

export function below(next: Next, count: number): number {
	return Math.floor(next() * count);
}

export function pick<T>(next: Next, from: readonly T[]): T {
	return from[below(next, from.length)] as T;
}

/** One way to damage a file. `other` is a second fixture. */
type Mutation = (bytes: Buffer, next: Next, other: Buffer) => Buffer;

/** Numbers that overflow something somewhere. */
const lengths: readonly bigint[] = [0n, 1n, 0x7fn, 0xffn, 0xffffn, 0x7fff_ffffn, 0x8000_0000n, 0xffff_ffffn, 0x1_0000_0000n, 0x1f_ffff_ffff_ffffn, 0x20_0000_0000_0001n, 0x7fff_ffff_ffff_ffffn, 0xffff_ffff_ffff_ffffn];
const numbers: readonly string[] = ['1e999', '-1e999', '-1', '0', '9007199254740993', '18446744073709551615', '1e308', '4294967296', '0.1e-400', '99999999999999999999999999', 'NaN', '-Infinity'];
const keys: readonly string[] = ['__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty', 'then', ''];
const paths: readonly string[] = ['../outside/canary.json', '../../outside/canary.safetensors', '/etc/passwd', '/proc/self/environ', 'C:\\\\Windows\\\\win.ini', '..\\\\outside\\\\canary.json', '.', '', 'a/../../outside/canary.json', 'file:///etc/passwd', '\\u0000'];
const values: readonly string[] = ['null', '[]', '{}', 'true', '""', '[[]]', '{"__proto__": {"polluted": 1}}', '{"constructor": {"prototype": {"polluted": 1}}}'];

/** Every place where `pattern` is found, one of them replaced. A file without any is left as it is. */
function replacing(pattern: RegExp, by: (found: string, next: Next) => string): Mutation {
	return (bytes, next) => {
		// Latin-1 keeps every byte, whatever the file is.
		const text = bytes.toString('latin1');
		const found = [...text.matchAll(pattern)];
		const one = found[below(next, found.length)];
		return one === undefined ? bytes : Buffer.from(text.slice(0, one.index) + by(one[0], next) + text.slice(one.index + one[0].length), 'latin1');
	};
}

/** Puts a number over the bytes at a place: in the first half of the cases near the front, where headers are. */
function place(next: Next, length: number): number {
	return below(next, next() < 0.5 ? Math.min(length, 256) : length);
}

export const mutations: Readonly<Record<string, Mutation>> = {
	'cut anywhere': (bytes, next) => bytes.subarray(0, below(next, bytes.length)),
	'cut near the front': (bytes, next) => bytes.subarray(0, below(next, Math.min(bytes.length, 64))),
	'cut near the end': (bytes, next) => bytes.subarray(0, bytes.length - below(next, Math.min(bytes.length, 64))),
	'bits flipped': (bytes, next) => {
		const copy = Buffer.from(bytes);
		for (let flips = 1 + below(next, 8); flips > 0; flips--) { const at = place(next, copy.length); copy[at] = (copy[at] ?? 0) ^ (1 << below(next, 8)); }
		return copy;
	},
	'bytes overwritten': (bytes, next) => {
		const copy = Buffer.from(bytes);
		const at = place(next, copy.length);
		return copy.fill(below(next, 256), at, Math.min(copy.length, at + 1 + below(next, 32)));
	},
	'length blown up': (bytes, next) => {
		const copy = Buffer.from(bytes);
		const wide = Buffer.alloc(8);
		if (next() < 0.5) { wide.writeBigUInt64LE(pick(next, lengths)); } else { wide.writeBigUInt64BE(pick(next, lengths)); }
		const width = pick(next, [1, 2, 4, 8]);
		wide.copy(copy, place(next, copy.length), 0, width);
		return copy;
	},
	'piece removed': (bytes, next) => { const at = below(next, bytes.length); return Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + 1 + below(next, 64))]); },
	'piece repeated': (bytes, next) => { const at = below(next, bytes.length); return Buffer.concat([bytes.subarray(0, at + 1 + below(next, 512)), bytes.subarray(at)]); },
	'piece put elsewhere': (bytes, next) => { const [at, from] = [place(next, bytes.length), below(next, bytes.length)]; const copy = Buffer.from(bytes); bytes.copy(copy, at, from, from + 1 + below(next, 256)); return copy; },
	'spliced with another': (bytes, next, other) => Buffer.concat([bytes.subarray(0, below(next, bytes.length)), other.subarray(below(next, other.length))]),
	'head of another': (bytes, next, other) => Buffer.concat([other.subarray(0, 1 + below(next, 64)), bytes]),
	'brackets without end': (bytes, next) => { const at = place(next, bytes.length); return Buffer.concat([bytes.subarray(0, at), Buffer.from(pick(next, ['[', '{"a":', '(', '- ', ']', '<', '\x80\x02(', '](']).repeat(pick(next, [50, 300, 20_000])), 'latin1'), bytes.subarray(at)]); },
	'number changed': replacing(/(?<=[\s:[,=])-?\d+(?:\.\d+)?(?:[eE][-+]?\d+)?/g, (_found, next) => pick(next, numbers)),
	'key renamed': replacing(/"[\w./-]{1,60}"(?=\s*:)/g, (_found, next) => `"${pick(next, keys)}"`),
	'YAML key renamed': replacing(/^[ \t-]*[\w.-]+(?=:)/gm, (found, next) => found.replace(/[\w.-]+$/, pick(next, keys))),
	'text made a path': replacing(/"[^"\n]{1,120}"/g, (_found, next) => `"${pick(next, paths)}"`),
	'value of another kind': replacing(/(?<=": ?)(?:"[^"\n]{0,80}"|-?[\d.]+|true|false|null|\[|\{)/g, (_found, next) => pick(next, values)),
	'name made a path in place': (bytes, next) => {
		// Of equal length: what counts its bytes in front stays right.
		const text = bytes.toString('latin1');
		const found = [...text.matchAll(/[\w.-]{12,60}/g)];
		const one = found[below(next, found.length)];
		const copy = Buffer.from(bytes);
		if (one) { copy.write(pick(next, paths).replaceAll('\\\\', '\\').padStart(one[0].length, '../').slice(0, one[0].length), one.index, 'latin1'); }
		return copy;
	},
};

/** A damaged copy of a fixture, and what was done to it. */
export function mutate(bytes: Buffer, other: Buffer, next: Next): { readonly what: string; readonly bytes: Buffer } {
	const names = Object.keys(mutations);
	let changed = bytes;
	const what: string[] = [];
	// Now and then two at once: what one breaks can hide behind the other.
	for (let times = next() < 0.2 ? 2 : 1; times > 0; times--) {
		const name = pick(next, names);
		changed = mutations[name]?.(changed, next, other) ?? changed;
		what.push(name);
	}
	return { what: what.join(', '), bytes: changed };
}
