import { sweepTemporary } from '../files/sweepTemporary';
import type { Context } from './context';

/** Removes what killed processes left: bytes that were being stored, and small files that were being written. Returns their number. */
export async function sweepLeftovers({ layout, artifacts, log }: Pick<Context, 'layout' | 'artifacts' | 'log'>): Promise<number> {
	const stored = await artifacts.sweep();
	const small = [await sweepTemporary(layout.root, 0, log), await sweepTemporary(layout.records, 1, log), await sweepTemporary(layout.evidence, 1, log)];
	return small.reduce((sum, count) => sum + count, stored);
}
