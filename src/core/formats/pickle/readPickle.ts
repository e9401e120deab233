import type { RangeReader } from '../format';
import { inflatedSource } from '../bytes/inflatedSource';
import { fileSource } from '../bytes/source';
import { Cursor } from './cursor';
import { unpickle } from './unpickle';
import type { Pickled } from './pickled';

/** How a pickle is packed, by its first bytes (joblib/compressor.py); 'other' can't be unpacked here. */
export type Packing = 'none' | 'zlib' | 'gzip' | 'other';

export function packingOf(head: Buffer): Packing {
	const magic = head.subarray(0, 6).toString('latin1');
	if (/^\x78[\x01\x5e\x9c\xda]/.test(magic)) { return 'zlib'; }
	if (magic.startsWith('\x1f\x8b\x08')) { return 'gzip'; }
	if (/^(BZh[1-9]|\xfd7zXZ|\x5d\0\0|\x04\x22\x4d\x18|ZF)/.test(magic)) { return 'other'; }
	return 'none';
}

/** The one pickle in a file, packed or not. */
export async function readPickle(file: RangeReader, packing: 'none' | 'zlib' | 'gzip'): Promise<Pickled> {
	if (packing === 'none') { return unpickle(new Cursor(fileSource(file))); }
	const source = inflatedSource(file, packing);
	try {
		return await unpickle(new Cursor(source));
	} finally {
		source.close();
	}
}
