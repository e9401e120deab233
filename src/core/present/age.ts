const minute = 60_000, hour = 60 * minute, day = 24 * hour;

/** How long ago, for trees and tables: 'now', '5 min', '6 h', days to 30, then '1 mo', '2 y'. A clock that runs ahead gives 'now'. */
export function formatAge(then: Date, now: Date = new Date()): string {
	const passed = now.getTime() - then.getTime();
	if (!(passed >= minute)) { return 'now'; }
	if (passed < hour) { return `${Math.floor(passed / minute)} min`; }
	if (passed < day) { return `${Math.floor(passed / hour)} h`; }
	const days = Math.floor(passed / day);
	if (days <= 30) { return `${days} d`; }
	if (days < 365) { return `${Math.min(11, Math.max(1, Math.floor(days / 30.44)))} mo`; }
	return `${Math.floor(days / 365.25) || 1} y`;
}
