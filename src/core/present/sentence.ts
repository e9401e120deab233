import { changeAgainst } from './change';
import type { Direction } from './direction';
import { minus } from './digits';
import { formatMetric, metricDecimals } from './numbers';

/** A metric's name as it is said: 'log_loss' → 'log loss', 'eval/f1_macro' → 'eval f1 macro'. */
export function spokenName(metric: string): string {
	return metric.replace(/[_/]+/g, ' ').replace(/\s+/g, ' ').trim();
}

export interface MetricSentence {
	readonly metric: string;
	readonly value: number;
	/** What it is compared with, and what that is called: 'production v12'. */
	readonly base?: { readonly value: number; readonly name: string };
	readonly direction?: Direction;
	readonly tolerance?: number;
}

/** What a screen reader says: 'log loss 0.3127, better by 0.0049 than production v12'. */
export function metricSentence({ metric, value, base, direction, tolerance }: MetricSentence): string {
	if (!base) { return `${spokenName(metric)} ${formatMetric(value)}`; }
	const decimals = metricDecimals([value, base.value]);
	const said = `${spokenName(metric)} ${formatMetric(value, decimals)}`;
	const { delta, verdict, deltaText } = changeAgainst(value, base.value, direction, tolerance, decimals);
	const by = Number.isNaN(delta) ? '' : ` by ${deltaText.replace(/^[+±]/, '').replace(minus, '')}`;
	switch (verdict) {
		case 'better': case 'worse': return `${said}, ${verdict}${by} than ${base.name}`;
		case 'same': return `${said}, ${delta === 0 ? 'the same as' : 'about the same as'} ${base.name}`;
		case 'unknown': return Number.isNaN(delta) ? said : `${said}, ${delta > 0 ? 'higher' : 'lower'}${by} than ${base.name}`;
	}
}
