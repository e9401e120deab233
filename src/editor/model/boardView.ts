import * as z from 'zod/mini';

const column = z.string().check(z.maxLength(2_000));

/** An arrangement of the leaderboard, as it comes over the wire and out of the workspace's state. */
export const boardView = z.object({
	query: z.string().check(z.maxLength(20_000)), sorts: z.array(z.object({ column, descending: z.boolean() })).check(z.maxLength(100)),
	columns: z.array(column).check(z.maxLength(10_000)), isChosen: z.boolean(), pinned: z.array(column).check(z.maxLength(1_000)), widths: z.record(column, z.number()),
});
