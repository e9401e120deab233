const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

function clock(date: Date): string {
	return `${String(date.getHours()).padStart(2, '0')}:${String(date.getMinutes()).padStart(2, '0')}`;
}

/** Day without year: '3 Nov'. */
function dayOf(date: Date): string {
	return `${date.getDate()} ${months[date.getMonth()] ?? ''}`;
}

/** Date and local time for prose and tooltips: '21 Nov 2026, 09:14'. */
export function formatWhen(date: Date): string {
	return Number.isNaN(date.getTime()) ? 'not recorded' : `${dayOf(date)} ${date.getFullYear()}, ${clock(date)}`;
}

/** '3 Nov' within the year, '3 Nov 2025' before it. */
export function formatDay(date: Date, now: Date = new Date()): string {
	return `${dayOf(date)}${date.getFullYear() === now.getFullYear() ? '' : ` ${date.getFullYear()}`}`;
}

/** For lines of a history: '21 Nov 09:14' within the year, '21 Nov 2025' before it. */
export function formatWhenShort(date: Date, now: Date = new Date()): string {
	if (Number.isNaN(date.getTime())) { return 'not recorded'; }
	return date.getFullYear() === now.getFullYear() ? `${dayOf(date)} ${clock(date)}` : `${dayOf(date)} ${date.getFullYear()}`;
}

/** 'since 3 Nov' within the year, 'since 3 Nov 2025' before it. */
export function formatSince(date: Date, now: Date = new Date()): string {
	return `since ${dayOf(date)}${date.getFullYear() === now.getFullYear() ? '' : ` ${date.getFullYear()}`}`;
}
