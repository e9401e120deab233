import * as z from 'zod/mini';
import { replaces, tagKey, text } from '../fields';
import { defineKind } from '../kind';

/** A setting of a model that its team shares: `primary-metric`, `direction.<metric>` (`higher`, `lower`), or `tolerance.<metric>` (a part of the value before, '0.01'). Null clears it. */
export const modelConfigured = defineKind('model.configured', { setting: tagKey, value: z.nullable(text(300)), replaces, reason: z.optional(text(2000)) }, {
	effects: r => [{ effect: 'value', name: `setting:${r.setting}`, value: r.value, replaces: r.replaces }],
	verb: r => (r.value === null ? `cleared ${r.setting}` : `set ${r.setting} to ${r.value}`),
});
