import { editor } from './editor';

/** Milliseconds between two savings. */
const pause = 200;

export interface Kept<T extends object> {
	readonly now: T;
	/** Takes a change at once and saves it soon. */
	keep(change: Partial<T>): void;
}

/**
 * What the person has arranged on a page: sorting, search, folds, widths. It survives hiding and reloading; what the page shows doesn't, it
 * is asked for again. `T` must be JSON. What an earlier version of the page has kept counts where it is of the kind that `initial` has.
 */
export function kept<T extends object>(initial: T): Kept<T> {
	const before = editor.getState();
	let now = { ...initial };
	if (typeof before === 'object' && before !== null) {
		for (const key of Object.keys(initial) as (keyof T & string)[]) {
			const value = (before as Partial<T>)[key];
			if (value !== undefined && isLike(value, initial[key])) { now[key] = value; }
		}
	}
	let timer: ReturnType<typeof setTimeout> | undefined;
	const save = () => { timer = undefined; editor.setState(now); };
	window.addEventListener('pagehide', () => { if (timer !== undefined) { clearTimeout(timer); save(); } });
	return {
		get now() { return now; },
		keep(change) {
			now = { ...now, ...change };
			timer ??= setTimeout(save, pause);
		},
	};
}

function isLike(value: unknown, model: unknown): boolean {
	return typeof value === typeof model && Array.isArray(value) === Array.isArray(model) && (value === null) === (model === null);
}
