import { grouped, threeDigits } from './digits';

/** A count in full: '702,100'. */
export function formatCount(count: number): string {
	return Number.isSafeInteger(count) ? (count < 0 ? '\u2212' : '') + grouped(String(Math.abs(count))) : String(count);
}

/** A count for heads and narrow columns, 3 digits: '82.1 M'. The exact one belongs into the tooltip. */
export function formatCountShort(count: number): string {
	return count < 1000 ? String(count) : scaled(count, ['', ' k', ' M', ' B', ' T']);
}

const sizeUnits = [' B', ' kB', ' MB', ' GB', ' TB', ' PB'];

/** A size in powers of 1000, 3 significant digits: '2.14 MB'. */
export function formatSize(bytes: number): string {
	return bytes < 1000 ? `${bytes} B` : scaled(bytes, sizeUnits);
}

function scaled(value: number, units: readonly string[]): string {
	let unit = 0;
	let rest = value;
	// 999.5 would be written '1000' of this unit.
	while (rest >= 999.5 && unit < units.length - 1) { rest /= 1000; unit++; }
	return (rest >= 999.5 ? grouped(rest.toFixed(0)) : threeDigits(rest)) + (units[unit] ?? '');
}

/** How far a long piece of work is: '1.2 of 6.4 GB, 840 MB/s'. Rate in bytes per second; left out where it isn't known yet. */
export function formatProgress(bytes: number, total: number, rate?: number): string {
	let unit = 0;
	while (total / 1000 ** unit >= 999.5 && unit < sizeUnits.length - 1) { unit++; }
	const part = (value: number) => (unit === 0 ? String(value) : (value / 1000 ** unit).toFixed(total / 1000 ** unit >= 100 ? 0 : 1));
	const speed = rate === undefined || !Number.isFinite(rate) || rate <= 0 ? '' : `, ${formatSize(Number(rate.toPrecision(2))).replace(/(\.\d)0 |\.0 /, '$1 ')}/s`;
	return `${part(Math.min(bytes, total))} of ${part(total)}${sizeUnits[unit] ?? ''}${speed}`;
}

const second = 1000, minute = 60 * second, hour = 60 * minute, day = 24 * hour;

/** A duration, given in milliseconds, in two units at most: '412 s', '1 h 25 min'. Seconds up to ten minutes. */
export function formatDuration(milliseconds: number): string {
	if (!Number.isFinite(milliseconds) || milliseconds < 0) { return 'not recorded'; }
	if (milliseconds < 999.5) { return `${Math.round(milliseconds)} ms`; }
	if (milliseconds < 10 * minute - second / 2) { return `${plain(milliseconds / second)} s`; }
	if (milliseconds < hour - second / 2) { return two(milliseconds, second, minute, 's', 'min'); }
	if (milliseconds < day - minute / 2) { return two(milliseconds, minute, hour, 'min', 'h'); }
	return two(milliseconds, hour, day, 'h', 'd');
}

function plain(seconds: number): string {
	return String(Number(threeDigits(seconds)));
}

function two(milliseconds: number, small: number, large: number, smallName: string, largeName: string): string {
	const all = Math.round(milliseconds / small);
	const perLarge = large / small;
	const rest = all % perLarge;
	return `${grouped(String(Math.floor(all / perLarge)))} ${largeName}${rest ? ` ${rest} ${smallName}` : ''}`;
}
