import type { Database } from '../database/database';
import { registersOf } from '../database/queries/registers';
import { RegistryError } from '../errors';
import { otherCase, shown } from '../records/names';
import type { Context } from './context';
import { keyOf, subjectOf, writeTo, type Target } from './writing';

/**
 * Sets tags of a version or a model; null takes one away. Tags that have the value already are left alone. Another spelling of a tag that is there is
 * refused, unless `anyCase`: tools that count it as another one. Throws 'bad-value', 'no-version', 'no-model'.
 */
export async function setTags(ctx: Context, target: Target, tags: Readonly<Record<string, string | null>>, { anyCase = false } = {}): Promise<void> {
	checkTags(tags);
	await writeTo(ctx, db => keyOf(db, target), async ({ db, key, model, write, heads, holds }) => {
		const subject = subjectOf(db, target);
		if (!anyCase) { refuseOtherCase(db, key, subject, tags); }
		for (const [tag, value] of Object.entries(tags)) {
			if (holds(subject, `tag:${tag}`) === value) { continue; }
			await write({ kind: 'tag.set', model, ...(subject ? { version: subject } : {}), tag, value, replaces: [...heads(subject, `tag:${tag}`)] });
		}
	});
}

/** Two tags that differ only in case would be taken for one. One that is taken away in the same go makes room. */
function refuseOtherCase(db: Database, key: string, subject: string, tags: Readonly<Record<string, string | null>>): void {
	const held = new Set([...registersOf(db, key, subject, 'tag:')].flatMap(([tag, { value, conflict }]) => (value !== null || conflict.length > 0 ? [tag] : [])));
	for (const [tag, value] of Object.entries(tags)) { if (value === null) { held.delete(tag); } }
	for (const [tag, value] of Object.entries(tags)) {
		const near = value === null || held.has(tag) ? undefined : otherCase(tag, held);
		if (near !== undefined) { throw new RegistryError('bad-value', { what: `The tag '${tag}'`, why: `'${near}' is there already, which differs only in case` }); }
		if (value !== null) { held.add(tag); }
	}
}

/** Throws 'bad-value' for what can't be a tag. */
export function checkTags(tags: Readonly<Record<string, string | null>>): void {
	for (const tag of Object.keys(tags)) {
		if (!/^[\p{L}\p{N}][\p{L}\p{N}._/-]{0,127}$/u.test(tag)) { throw new RegistryError('bad-value', { what: `The tag '${shown(tag)}'`, why: 'a tag begins with a letter or digit and may hold letters, digits, ., _, - and /' }); }
		if ((tags[tag]?.length ?? 0) > 1000) { throw new RegistryError('bad-value', { what: `The tag '${tag}'`, why: 'its value has more than 1000 characters' }); }
	}
}
