import { RegistryError } from '../errors';
import type { Context } from './context';
import { keyOf, subjectOf, writeTo, type Target } from './writing';

/** Adds a note in Markdown. */
export async function addNote(ctx: Context, target: Target, text: string): Promise<void> {
	if (text.trim() === '') { throw new RegistryError('bad-value', { what: 'The note', why: 'it is empty' }); }
	if (text.length > 32_000) { throw new RegistryError('bad-value', { what: 'The note', why: `it has ${text.length} characters, and 32000 is the most. Put it into the model card` }); }
	await writeTo(ctx, db => keyOf(db, target), async ({ db, model, write }) => {
		const subject = subjectOf(db, target);
		await write({ kind: 'note.added', model, ...(subject ? { version: subject } : {}), text });
	});
}
