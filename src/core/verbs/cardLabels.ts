import { RegistryError } from '../errors';
import type { Id } from '../model';
import { shown } from '../records/names';
import { cardOf } from './cards';
import type { Context } from './context';

/** What each of several cards is called beside the others, by the records that wrote them: its first line that the others don't have. */
export async function cardLabels(ctx: Context, records: readonly Id[]): Promise<ReadonlyMap<Id, string>> {
	const texts: { readonly record: Id; readonly lines: readonly string[] | undefined }[] = [];
	for (const record of new Set(records)) { texts.push({ record, lines: await linesOf(ctx, record) }); }
	return new Map(texts.map(({ record, lines }) => {
		if (!lines) { return [record, 'a text that can\'t be read']; }
		if (!lines.length) { return [record, 'an empty text']; }
		const others = texts.filter(other => other.record !== record);
		const own = lines.find(line => !others.some(other => other.lines?.includes(line))) ?? lines[0] ?? '';
		return [record, `"${shown(own)}"`];
	}));
}

/** The lines of a card that say something; undefined where its text isn't here. */
async function linesOf(ctx: Context, record: Id): Promise<readonly string[] | undefined> {
	try {
		return (await cardOf(ctx, record)).split('\n').map(line => line.trim()).filter(line => line !== '');
	} catch (error) {
		if (RegistryError.is(error)) { return undefined; }
		throw error;
	}
}
