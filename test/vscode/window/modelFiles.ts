import { mkdir, open } from 'node:fs/promises';
import path from 'node:path';
import type { Tensor } from '../../../src/core/model';

export interface Written {
	readonly metadata?: Readonly<Record<string, string>>;
	/** Bytes that are there of the file; all when left out. */
	readonly bytes?: number;
}

/**
 * Writes a safetensors file that takes no room on the disk: its header, and a hole as long as its tensors (safetensors README, "Format").
 * The tensors stand in the order given.
 */
export async function writeSafetensors(file: string, tensors: readonly Tensor[], { metadata, bytes }: Written = {}): Promise<void> {
	let at = 0;
	const entries = tensors.map(({ name, dtype, shape, bytes: length = 0 }) => {
		const begin = at;
		at += length;
		return [name, { dtype, shape, data_offsets: [begin, at] }];
	});
	const header = Buffer.from(JSON.stringify({ ...metadata ? { __metadata__: metadata } : {}, ...Object.fromEntries(entries) as object }));
	const length = Buffer.alloc(8);
	length.writeBigUInt64LE(BigInt(header.length));
	await mkdir(path.dirname(file), { recursive: true });
	const handle = await open(file, 'w');
	try {
		await handle.write(Buffer.concat([length, header]));
		await handle.truncate(bytes ?? 8 + header.length + at);
	} finally {
		await handle.close();
	}
}

/** A mixture of experts, with as many tensors as are asked for, of `width` × 128 half-precision numbers each. */
export function experts(count: number, width = 8): readonly Tensor[] {
	return Array.from({ length: count }, (_none, at) => ({
		name: `model.layers.${Math.floor(at / 1000)}.mlp.experts.${Math.floor(at / 10) % 100}.${['gate', 'up', 'down', 'norm', 'router'][at % 5]}_proj.${at % 10 < 5 ? 'weight' : 'bias'}`,
		dtype: 'BF16', shape: [width, 128], bytes: 2 * 128 * width,
	}));
}
