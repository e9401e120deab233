/** A part of a whole in percent, three digits: '47.0 %', '8.63 %', '<0.1 %'. */
export function formatShare(part: number, whole: number): string {
	if (!(whole > 0) || !(part > 0)) { return '0 %'; }
	const percent = part / whole * 100;
	if (percent < 0.1) { return '<0.1 %'; }
	return `${percent >= 99.95 ? percent.toFixed(0) : percent >= 9.995 ? percent.toFixed(1) : percent.toFixed(2)} %`;
}
