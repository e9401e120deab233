/** Turns the bytes of numbers into numbers, little-endian; `bytes` is a whole number of them. */
export type Decode = (bytes: Buffer) => ArrayLike<number>;

let halves: Float32Array | undefined;

/** Every half-precision number by its 16 bits (IEEE 754-2008, binary16). */
function halfTable(): Float32Array {
	if (halves) { return halves; }
	halves = new Float32Array(65_536);
	for (let bits = 0; bits < 65_536; bits++) {
		const sign = bits & 0x8000 ? -1 : 1, exponent = (bits >> 10) & 31, fraction = bits & 1023;
		halves[bits] = sign * (exponent === 0 ? fraction * 2 ** -24 : exponent === 31 ? (fraction ? NaN : Infinity) : (1 + fraction / 1024) * 2 ** (exponent - 15));
	}
	return halves;
}

/** The same memory where it begins at a multiple of `size`, else a copy that does. */
function aligned(bytes: Buffer, size: number): { readonly buffer: ArrayBuffer; readonly offset: number; readonly length: number } {
	const whole = bytes.byteOffset % size === 0 ? bytes : Buffer.from(new Uint8Array(bytes).buffer);
	return { buffer: whole.buffer as ArrayBuffer, offset: whole.byteOffset, length: Math.floor(bytes.length / size) };
}

function view<T>(of: new (buffer: ArrayBuffer, offset: number, length: number) => T, size: number, bytes: Buffer): T {
	const { buffer, offset, length } = aligned(bytes, size);
	return new of(buffer, offset, length);
}

/** How the numbers of a type are read, and how many bytes each has. Undefined for types whose numbers aren't compared. */
export function numbersOf(dtype: string): { readonly decode: Decode; readonly size: number } | undefined {
	switch (dtype) {
		case 'F64': return { size: 8, decode: bytes => view(Float64Array, 8, bytes) };
		case 'F32': return { size: 4, decode: bytes => view(Float32Array, 4, bytes) };
		case 'F16': return { size: 2, decode: bytes => { const table = halfTable(); return Float32Array.from(view(Uint16Array, 2, bytes), bits => table[bits] ?? NaN); } };
		case 'BF16': return { size: 2, decode: bytes => { const bits = Uint32Array.from(view(Uint16Array, 2, bytes), half => half << 16 >>> 0); return new Float32Array(bits.buffer); } };
		default: return undefined;
	}
}
