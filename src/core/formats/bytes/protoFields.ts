/** One field of a message at hand: a number, or the place of its bytes. */
export interface ProtoPart { readonly number: number; readonly wire: number; readonly value: number; readonly start: number; readonly end: number }

/**
 * Visits the fields of a protobuf message (Protocol Buffers, "Encoding") that is in memory, between two places of it, without copying anything: for
 * messages of many small parts. What isn't a field ends the visit, and so does `false` from `visit`.
 */
export function eachField(bytes: Buffer, start: number, end: number, visit: (part: ProtoPart) => void | false): void {
	let at = start;
	const varint = (): number => {
		let value = 0;
		for (let shift = 0; shift < 70 && at < end; shift += 7) {
			const byte = bytes[at++] ?? 0;
			value += (byte & 0x7f) * 2 ** shift;
			if (byte < 0x80) { return value; }
		}
		return NaN;
	};
	while (at < end) {
		const tag = varint();
		const [number, wire] = [Math.floor(tag / 8), tag % 8];
		const value = wire === 0 ? varint() : 0;
		const length = wire === 0 ? 0 : wire === 1 ? 8 : wire === 5 ? 4 : wire === 2 ? varint() : NaN;
		if (!(number > 0) || Number.isNaN(value) || !(at + length <= end)) { return; }
		at += length;
		if (visit({ number, wire, value, start: at - length, end: at }) === false) { return; }
	}
}
