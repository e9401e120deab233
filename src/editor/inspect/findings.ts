import type { Facts, Warning } from '../../core/model';
import type { Finding } from '../../protocol/inspect';
import { isDangerous, isHarmless } from '../register/dangers';
import { t } from '../words';

const damages = new Set(['truncated', 'damaged-file', 'inconsistent-header', 'missing-shard', 'missing-tensor', 'partly-read']);
/** Formats that Python loads by running instructions. */
const pickled = new Set(['pickle', 'joblib', 'pytorch', 'torch']);

export function isDamage({ code }: Pick<Warning, 'code'>): boolean {
	return damages.has(code);
}

/** What a person should know before trusting the file, the worst first; what was looked at and found good last. */
export function findingsOf(facts: Facts): readonly Finding[] {
	const warned = facts.warnings.map((warning): Finding => ({ level: isDangerous(warning) || isDamage(warning) ? 'error' : 'warning', text: warning.message }));
	const order: readonly Finding['level'][] = ['error', 'warning', 'note', 'ok'];
	return [...warned, ...notes(facts), ...found(facts)].sort((a, b) => order.indexOf(a.level) - order.indexOf(b.level));
}

function notes(facts: Facts): readonly Finding[] {
	if (facts.format === 'unknown' && !facts.warnings.length) { return [{ level: 'note', text: t('Nothing is known of how this file is loaded: trust it as you trust its author.') }]; }
	const { disagreements } = facts;
	if (!disagreements.length) { return []; }
	return [{
		level: 'warning',
		text: disagreements.length === 1 ? t('Sources disagree on 1 value; both are shown.') : t('Sources disagree on {0} values; all are shown.', disagreements.length),
		list: disagreements.map(({ what, chosen, others, why }) => t('{0}: {1}, not {2} ({3})', what.replace(/^(params|metrics)\./, ''), chosen.text, others.map(other => other.text).join(', '), why)),
	}];
}

function found({ format, tensors, warnings }: Facts): readonly Finding[] {
	const codes = new Set(warnings.map(({ code }) => code));
	const good: Finding[] = [];
	if (isHarmless(format)) { good.push({ level: 'ok', text: tensors.length ? t('No code: tensors and text only') : t('No code: numbers and text only') }); }
	if (pickled.has(format) && !codes.has('dangerous-pickle') && !codes.has('suspicious-pickle') && !warnings.some(isDamage)) {
		good.push({ level: 'ok', text: t('A pickle whose names are all known; none is dangerous. It was not loaded.') });
	}
	if (format === 'skops' && !codes.has('dangerous-pickle') && !codes.has('suspicious-pickle') && !warnings.some(isDamage)) {
		good.push({ level: 'ok', text: t('No pickle: plain values and the names of classes, all of them known') });
	}
	if (format === 'safetensors' && tensors.length && !warnings.some(isDamage) && !codes.has('trailing-bytes')) { good.push({ level: 'ok', text: t('Header valid, no gaps, file complete') }); }
	return good;
}
