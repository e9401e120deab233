import { findModel } from '../database/queries/models';
import { everGiven, register } from '../database/queries/registers';
import type { FoundModel } from './found';
import { cardMark, cardTag, originTag } from './marks';
import { tagsFrom, textFrom } from './names';
import type { PlannedModel, PlannedVersion } from './plan';
import type { PlanOptions } from './planOptions';

/** What is done to a model itself. Tags and cards that somebody has written here stay as they are, and that is told. */
export async function planModel(found: FoundModel, versions: readonly PlannedVersion[], about: { readonly model: string; readonly store: string; readonly origin: string; readonly why?: string }, options: PlanOptions): Promise<PlannedModel> {
	const { db, workspace } = options;
	const key = db && findModel(db, about.model);
	const action = versions.some(one => one.action !== 'skip') || (key !== undefined && versions.length === 0) ? 'update' : versions.length > 0 ? 'skip' : 'create';
	const base = { model: about.model, name: found.name, origin: about.origin, store: about.store, action } as const;
	if (action === 'skip') { return { ...base, tags: {}, why: 'None of its versions can be brought in.' }; }
	const why = about.why === undefined ? [] : [about.why];
	const tags: Record<string, string> = {};
	for (const [tag, value] of Object.entries({ ...tagsFrom(found.tags, workspace), [originTag]: about.origin })) {
		const latest = db && key !== undefined ? everGiven(db, key, '', `tag:${tag}`)[0] : undefined;
		if (latest === undefined) { tags[tag] = value; } else if (latest.value !== value && tag !== originTag) { why.push(`Its tag ${tag} is ${latest.value === null ? 'none' : `'${latest.value}'`} here and '${value}' there; it stays.`); }
	}
	const card = textFrom(found.description, workspace);
	const written = key === undefined ? undefined : await options.card(about.model);
	const ours = db && key !== undefined && written !== undefined && register(db, key, '', `tag:${cardTag}`).value === cardMark(written);
	if (card !== undefined && written !== undefined && written !== card && !ours) { why.push('Its card was written here; the description there is another one.'); }
	return { ...base, tags, ...(card !== undefined && written !== card && (written === undefined || ours) ? { card } : {}), ...(why.length > 0 ? { why: why.join(' ') } : {}) };
}
