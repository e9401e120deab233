/** One field of a protobuf message (Protocol Buffers documentation, 'Encoding'). */
export interface Field {
	readonly no: number;
	/** 0 varint, 1 eight bytes, 2 bytes with a length, 5 four bytes. */
	readonly wire: number;
	/** The value of a varint; 0 for the others. Past 2^53 only roughly right, negative ones are. */
	readonly varint: number;
	/** The payload; empty for a varint. */
	readonly bytes: Buffer;
}

const none = Buffer.alloc(0);

/** The fields of a message in their order. A message that is cut off or damaged gives those before the damage. */
export function fieldsOf(message: Buffer): readonly Field[] {
	const fields: Field[] = [];
	let here = 0;

	/** Low and high half, because numbers hold 53 bits and a negative int64 has its sign in the 64th. */
	function varint(): number | undefined {
		let low = 0;
		let high = 0;
		for (let shift = 0; shift < 70; shift += 7) {
			const byte = message[here++];
			if (byte === undefined) { return undefined; }
			const seven = byte & 0x7f;
			if (shift < 28) { low += seven * 2 ** shift; } else { high += seven * 2 ** (shift - 28); }
			if (byte < 0x80) { return (high >= 2 ** 35 ? high * 2 ** 28 - 2 ** 64 : high * 2 ** 28) + low; }
		}
		return undefined;
	}

	while (here < message.length) {
		const key = varint();
		if (key === undefined || key < 8) { break; }
		const [no, wire] = [Math.floor(key / 8), key % 8];
		if (wire === 0) {
			const value = varint();
			if (value === undefined) { break; }
			fields.push({ no, wire, varint: value, bytes: none });
			continue;
		}
		const length = wire === 2 ? varint() : wire === 1 ? 8 : wire === 5 ? 4 : undefined;
		if (length === undefined || length < 0 || here + length > message.length) { break; }
		fields.push({ no, wire, varint: 0, bytes: message.subarray(here, here + length) });
		here += length;
	}
	return fields;
}

/** The last field of a number, as later ones replace earlier ones. */
export function fieldOf(message: Buffer | undefined, no: number): Field | undefined {
	return message && fieldsOf(message).findLast(field => field.no === no);
}

export function bytesOf(message: Buffer | undefined, no: number): Buffer | undefined {
	const field = fieldOf(message, no);
	return field?.wire === 2 ? field.bytes : undefined;
}

/** Text of a field; undefined where it is absent or empty, which protobuf doesn't tell apart. */
export function stringOf(message: Buffer | undefined, no: number): string | undefined {
	return bytesOf(message, no)?.toString('utf8') || undefined;
}
