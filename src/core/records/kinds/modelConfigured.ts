import * as z from 'zod/mini';
import { replaces, text } from '../fields';
import { defineKind } from '../kind';

/** A word, or one with the name of a metric behind it, which training tools choose: 'direction.metrics/mAP50-95(B)', 'tolerance.val loss'. */
const settingPattern = /^(?:[\p{L}\p{N}][\p{L}\p{N}._/-]{0,127}|(?:direction|tolerance)\.[^\p{Cc}]{1,300})$/u;

export function isSetting(name: string): boolean {
	return settingPattern.test(name);
}

/** A setting of a model that its team shares: `primary-metric`, `direction.<metric>` (`higher`, `lower`), or `tolerance.<metric>` (a part of the value before, '0.01'). Null clears it. */
export const modelConfigured = defineKind('model.configured', { setting: z.string().check(z.regex(settingPattern, 'is not a setting')), value: z.nullable(text(300)), replaces, reason: z.optional(text(2000)) }, {
	effects: r => [{ effect: 'value', name: `setting:${r.setting}`, value: r.value, replaces: r.replaces }],
	verb: r => (r.value === null ? `cleared ${r.setting}` : `set ${r.setting} to ${r.value}`),
});
