/** A stretch of time in milliseconds since 1970: from `from` on, before `until`. A point has no length. */
export interface Interval { readonly from: number; readonly until: number }

const units: Readonly<Record<string, number>> = { min: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000, mo: 30 * 86_400_000, y: 365 * 86_400_000 };
const day = 86_400_000;

export const agoPattern = /^(\d{1,6})(min|h|d|w|mo|y)$/;
const datePattern = /^(\d{4})(?:-(\d\d)(?:-(\d\d)(?:T(\d\d):(\d\d)(?::(\d\d)(?:\.(\d{1,3}))?)?(Z|[+-]\d\d:?\d\d)?)?)?)?$/i;

/**
 * What a date means (ISO 8601; UTC where it names no other zone): a year, a month, a day, a minute or a second is all of it.
 * 'today' and 'yesterday' are days in UTC. Undefined for anything else.
 */
export function intervalOf(text: string, now: number): Interval | undefined {
	const today = Math.floor(now / day) * day;
	if (/^today$/i.test(text)) { return { from: today, until: today + day }; }
	if (/^yesterday$/i.test(text)) { return { from: today - day, until: today }; }
	const parts = datePattern.exec(text);
	if (!parts) { return undefined; }
	const [, year, month, date, hour, minute, second, fraction, zone] = parts;
	const [y, mo, d, h, mi, s] = [Number(year), Number(month ?? 1) - 1, Number(date ?? 1), Number(hour ?? 0), Number(minute ?? 0), Number(second ?? 0)];
	if (mo > 11 || h > 23 || mi > 59 || s > 59) { return undefined; }
	const start = utc(y, mo, d, h, mi, s) + Number((fraction ?? '').padEnd(3, '0'));
	// The 31st of a month that has none.
	if (new Date(utc(y, mo, d)).getUTCDate() !== d || d === 0) { return undefined; }
	const from = start - zoneOffset(zone);
	if (month === undefined) { return { from, until: utc(y + 1, 0) }; }
	if (date === undefined) { return { from, until: utc(y, mo + 1) }; }
	return { from, until: from + (hour === undefined ? day : second === undefined ? 60_000 : fraction === undefined ? 1000 : 1) };
}

/** As Date.UTC, without its guess that years below 100 are of the last century. */
function utc(year: number, month = 0, date = 1, hour = 0, minute = 0, second = 0): number {
	const time = new Date(0);
	time.setUTCFullYear(year, month, date);
	return time.setUTCHours(hour, minute, second, 0);
}

function zoneOffset(zone: string | undefined): number {
	const [, sign, hours, minutes] = /^([+-])(\d\d):?(\d\d)$/.exec(zone ?? '') ?? [];
	return sign === undefined ? 0 : (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) * 60_000;
}

/** The moment so long before now: '90min', '12h', '7d', '2w', '3mo' (30 days each), '1y' (365 days). */
export function momentAgo(text: string, now: number): number | undefined {
	const [, amount, unit] = agoPattern.exec(text.toLowerCase()) ?? [];
	const length = units[unit ?? ''];
	return length === undefined ? undefined : now - Number(amount) * length;
}

/** The interval that a value of the field `created` stands for. */
export function timeOf(value: { readonly is: 'date'; readonly date: string } | { readonly is: 'ago'; readonly ago: string }, now: number): Interval {
	if (value.is === 'date') { return intervalOf(value.date, now) ?? { from: now, until: now }; }
	const moment = momentAgo(value.ago, now) ?? now;
	return { from: moment, until: moment };
}
