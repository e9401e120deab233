import { t } from '../words';

/** Metrics as they are typed: 'auc=0.861 log_loss = 0.32, drift=nan'. */
export function parseMetrics(text: string): { readonly metrics: Readonly<Record<string, number>>; readonly fault?: string } {
	const metrics: Record<string, number> = {};
	for (const part of text.replace(/\s*=\s*/g, '=').split(/[\s,;]+/).filter(one => one !== '')) {
		const [, name = '', written = ''] = /^([^=]+)=(.*)$/.exec(part) ?? [];
		const value = /^nan$/i.test(written) ? NaN : /^[+-]?inf(?:inity)?$/i.test(written) ? (written.startsWith('-') ? -Infinity : Infinity) : Number(written);
		if (name === '' || written === '' || (Number.isNaN(value) && !/^nan$/i.test(written))) { return { metrics, fault: t('{0} is not NAME=NUMBER', part) }; }
		metrics[name] = value;
	}
	return { metrics };
}
