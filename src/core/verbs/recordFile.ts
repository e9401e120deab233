import type { Json } from '../model';
import { canonicalJson } from '../records/canonical';
import { recordFileName } from '../records/read';
import type { Context } from './context';

/** A record as text, by the path that a history names it by: wherever it is, in a file of its own, in a pack, or on the branch that is looked at. Undefined where it is nowhere. */
export async function recordFile(ctx: Context, path: string): Promise<string | undefined> {
	const [month = '', file = ''] = path.split('/').slice(-2);
	if (!/^\d{4}-\d{2}$/.test(month) || !recordFileName.test(file)) { return undefined; }
	const read = ctx.ledger.readRecord(month, file);
	return read.is === 'record' ? canonicalJson(read.record as unknown as Json) : undefined;
}
