import { crc32 } from 'node:zlib';

/** A protobuf field with a length. */
export function field(no: number, bytes: string | Uint8Array): Buffer {
	const payload = Buffer.from(bytes as string);
	return Buffer.concat([varint(no * 8 + 2), varint(payload.length), payload]);
}

export function number(no: number, value: number): Buffer {
	return Buffer.concat([varint(no * 8), varint(value)]);
}

function varint(value: number): Buffer {
	const bytes: number[] = [];
	for (let rest = value; ; rest = Math.floor(rest / 128)) {
		if (rest < 128) { return Buffer.from([...bytes, rest]); }
		bytes.push(rest % 128 + 128);
	}
}

/** A `.wandb` file of these records, each shorter than a block of 32 KiB in all. */
export function wandbFile(records: readonly Buffer[]): Buffer {
	const chunks = records.map(payload => {
		const typed = Buffer.concat([Buffer.from([1]), payload]);
		const head = Buffer.alloc(6);
		head.writeUInt32LE(crc32(typed), 0);
		head.writeUInt16LE(payload.length, 4);
		return Buffer.concat([head, typed]);
	});
	return Buffer.concat([Buffer.from(':W&B'), Buffer.from([0xe1, 0xbe, 0]), ...chunks]);
}
