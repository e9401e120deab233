import { decodeTime, encodeTime, ulid } from 'ulid';
import type { Id } from '../model';

export const idPattern = /^[0-7][0-9A-HJKMNP-TV-Z]{25}$/;

/** Ids that claim a time past this are no clock's doing: 1 January 2200. */
export const lastSaneTime = Date.UTC(2200, 0, 1);

/**
 * A new ULID, later than `after` even where the clock is behind it (ULID specification, "Components").
 * The time is pushed on by a millisecond rather than the random part by one: two writers that saw the same
 * last id must not arrive at the same next one. After an id at the very end of sane time the clock decides:
 * a record that claims more would be set aside.
 */
export function nextId(now: number, after: Id | undefined): Id {
	const time = after === undefined ? now : Math.max(now, decodeTime(after) + 1);
	return encodeTime(time > lastSaneTime ? now : time, 10) + ulid().slice(10);
}

export function idTime(id: Id): number {
	return decodeTime(id);
}
