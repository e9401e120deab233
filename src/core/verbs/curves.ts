import { curvesOf, type Course, type CurvePart, type Curves } from '../compare/curves';
import type { Id, MetricHistory } from '../model';
import { historiesOf, isRunReference } from './comparedRun';
import type { Context } from './context';

type Histories = Readonly<Record<string, MetricHistory>>;

/** Points of all metrics that are kept: about 100 MB. */
const mostKept = 6_000_000;
const kept = new WeakMap<Context['ledger'], Map<Id, { readonly histories: Histories; readonly points: number }>>();

/** The courses of one metric over the trainings of versions and runs, of all or of a part of them (see `curvesOf`). Throws as `historiesOf`. */
export async function curves(ctx: Context, refs: readonly string[], metric: string | null, part?: CurvePart): Promise<Curves | undefined> {
	const courses: Course[] = [];
	for (const ref of refs) { courses.push({ version: ref, histories: isRunReference(ref) ? await historiesOf(ctx, ref) : await keptOf(ctx, ref) }); }
	return curvesOf(courses, metric, part);
}

/** What a version's training recorded never changes: another metric, or a closer look, doesn't read it again. */
async function keptOf(ctx: Context, id: Id): Promise<Histories> {
	const all = kept.get(ctx.ledger) ?? new Map<Id, { readonly histories: Histories; readonly points: number }>();
	kept.set(ctx.ledger, all);
	const known = all.get(id);
	all.delete(id);
	const histories = known?.histories ?? await historiesOf(ctx, id);
	all.set(id, known ?? { histories, points: Object.values(histories).reduce((sum, one) => sum + one.values.length, 0) });
	let points = 0;
	for (const one of all.values()) { points += one.points; }
	for (const [oldest, one] of all) { if (points <= mostKept || oldest === id) { break; } all.delete(oldest); points -= one.points; }
	return histories;
}
