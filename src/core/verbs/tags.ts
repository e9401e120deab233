import { RegistryError } from '../errors';
import { shown } from '../records/names';
import type { Context } from './context';
import { keyOf, subjectOf, writeTo, type Target } from './writing';

/** Sets tags of a version or a model; null takes one away. Tags that have the value already are left alone. Throws 'bad-value', 'no-version', 'no-model'. */
export async function setTags(ctx: Context, target: Target, tags: Readonly<Record<string, string | null>>): Promise<void> {
	checkTags(tags);
	await writeTo(ctx, db => keyOf(db, target), async ({ db, model, write, heads, holds }) => {
		const subject = subjectOf(db, target);
		for (const [tag, value] of Object.entries(tags)) {
			if (holds(subject, `tag:${tag}`) === value) { continue; }
			await write({ kind: 'tag.set', model, ...(subject ? { version: subject } : {}), tag, value, replaces: [...heads(subject, `tag:${tag}`)] });
		}
	});
}

/** Throws 'bad-value' for what can't be a tag. */
export function checkTags(tags: Readonly<Record<string, string | null>>): void {
	for (const tag of Object.keys(tags)) {
		if (!/^[\p{L}\p{N}][\p{L}\p{N}._/-]{0,127}$/u.test(tag)) { throw new RegistryError('bad-value', { what: `The tag '${shown(tag)}'`, why: 'a tag begins with a letter or digit and may hold letters, digits, ., _, - and /' }); }
		if ((tags[tag]?.length ?? 0) > 1000) { throw new RegistryError('bad-value', { what: `The tag '${tag}'`, why: 'its value has more than 1000 characters' }); }
	}
}
