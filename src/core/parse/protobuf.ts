import { Varints } from './varints';

/** One field of a protobuf message (Protocol Buffers, "Encoding") at hand: a number, or the place of its bytes. */
export interface FieldPlace {
	readonly number: number;
	/** 0 varint, 1 eight bytes, 2 bytes with a length, 5 four bytes. */
	readonly wire: number;
	/** The value of a varint, signed; 0 for the others. Past 2^53 only roughly right. */
	readonly value: number;
	readonly start: number;
	readonly end: number;
}

export interface Field extends Pick<FieldPlace, 'number' | 'wire' | 'value'> {
	/** The payload; empty for a varint. */
	readonly bytes: Buffer;
}

const none = Buffer.alloc(0);

/**
 * Visits the fields of a message that is in memory, between two places of it, without copying anything: for messages of many small parts.
 * What isn't a field ends the visit, and so does `false` from `visit`.
 */
export function eachField(bytes: Buffer, start: number, end: number, visit: (field: FieldPlace) => void | false): void {
	const varints = new Varints(bytes, start, end);
	while (varints.at < end) {
		if (!varints.next() || varints.unsigned < 8) { return; }
		const [number, wire] = [Math.floor(varints.unsigned / 8), varints.unsigned % 8];
		if ((wire === 0 || wire === 2) && !varints.next()) { return; }
		const value = wire === 0 ? varints.signed : 0;
		const length = wire === 0 ? 0 : wire === 1 ? 8 : wire === 5 ? 4 : wire === 2 ? varints.unsigned : NaN;
		if (!(varints.at + length <= end)) { return; }
		varints.at += length;
		if (visit({ number, wire, value, start: varints.at - length, end: varints.at }) === false) { return; }
	}
}

/** The fields of a message in their order. A message that is cut off or damaged gives those before the damage. */
export function fieldsOf(message: Buffer): readonly Field[] {
	const fields: Field[] = [];
	eachField(message, 0, message.length, field => { fields.push(withBytes(message, field)); });
	return fields;
}

/** The last field of a number, as later ones replace earlier ones. */
export function fieldOf(message: Buffer | undefined, number: number): Field | undefined {
	let last: Field | undefined;
	if (message) { eachField(message, 0, message.length, field => { if (field.number === number) { last = withBytes(message, field); } }); }
	return last;
}

export function bytesOf(message: Buffer | undefined, number: number): Buffer | undefined {
	const field = fieldOf(message, number);
	return field?.wire === 2 ? field.bytes : undefined;
}

/** Text of a field; undefined where it is absent or empty, which protobuf doesn't tell apart. */
export function stringOf(message: Buffer | undefined, number: number): string | undefined {
	return bytesOf(message, number)?.toString('utf8') || undefined;
}

function withBytes(message: Buffer, { number, wire, value, start, end }: FieldPlace): Field {
	return { number, wire, value, bytes: wire === 0 ? none : message.subarray(start, end) };
}
