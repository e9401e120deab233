import { packMonth, packable, type PackedMonth } from '../ledger/packMonth';
import { RegistryError } from '../errors';
import { monthFolder } from '../records/read';
import { listMonth, listMonths, packsOf } from '../records/scan';
import type { Context } from './context';

export interface CompactOptions {
	/** '2026-11': only months before this one; the current month (UTC) when left out, so that what is being written stays readable text. */
	readonly before?: string;
	/** Say what would be done, and do nothing. */
	readonly dryRun?: boolean;
	readonly signal?: AbortSignal;
	readonly onProgress?: (done: { readonly months: number; readonly total: number }) => void;
}

/**
 * Packs the records of past months, each month into one file. What the registry says stays the same, before, between and after, on every branch that does the same
 * or doesn't. Only where somebody asks for it. Throws 'bad-value', 'newer-schema', 'disk-full', 'unwritable', 'cancelled'; months that are done stay done.
 */
export async function compact(ctx: Context, options: CompactOptions = {}): Promise<readonly PackedMonth[]> {
	await ctx.writable();
	const { before = thisMonth(ctx) } = options;
	if (!monthFolder.test(before)) { throw new RegistryError('bad-value', { what: `'${before.slice(0, 20)}'`, why: 'a month is written as 2026-11' }); }
	const months = listMonths(ctx.layout.records).months.map(month => month.name).filter(name => name < before).sort();
	const done: PackedMonth[] = [];
	for (const [at, month] of months.entries()) {
		if (options.signal?.aborted) { throw new RegistryError('cancelled', { what: 'Packing records' }); }
		const packed = options.dryRun ? planned(ctx, month) : await ctx.ledger.exclusively(() => packMonth(ctx.layout.records, month));
		if (packed) { done.push(packed); }
		options.onProgress?.({ months: at + 1, total: months.length });
	}
	if (done.length && !options.dryRun) { await ctx.ledger.refresh(); }
	return done;
}

function planned(ctx: Context, month: string): PackedMonth | undefined {
	const { records, loose, packs, bytes } = packable(ctx.layout.records, month);
	return loose.length + packs.length < 2 ? undefined : { month, records: records.size, packs: [], removed: loose.length + packs.length, before: bytes, after: 0 };
}

/** Files of past months from which on packing is worth a commit: git's status, checkout and clone take time for each. */
const worthwhile = 1_000;

/** How many files of past months could be packed, and whether that pays. */
export function compactable(ctx: Context): { readonly files: number; readonly months: number; readonly pays: boolean } {
	const counts = listMonths(ctx.layout.records).months.filter(month => month.name < thisMonth(ctx)).map(month => {
		const names = listMonth(ctx.layout.records, month.name);
		return names.length - packsOf(names).length + Math.max(0, packsOf(names).length - 1);
	}).filter(count => count > 1);
	const files = counts.reduce((sum, count) => sum + count, 0);
	return { files, months: counts.length, pays: files >= worthwhile };
}

function thisMonth(ctx: Context): string {
	return ctx.now().toISOString().slice(0, 7);
}
