import type { Pivot } from '../../../src/core/evaluations/pivot';
import type { NumberColumn } from '../../../src/protocol/model';
import type { VersionList } from '../versionList';

/** A metric in a context, as a column of the leaderboard. */
export interface EvaluationColumn {
	readonly metric: string;
	/** 'holdout.csv, test, region=eu' */
	readonly context: string;
	/** Of a part of the data only. */
	readonly isSlice: boolean;
	readonly values: NumberColumn;
}

/** Prefix of the columns' ids: the same context and metric have the same id in every session. */
export const evaluationPrefix = 'evaluation.';

/** The list with what its versions were measured at later, by the columns' ids. */
export function withEvaluations(list: VersionList, { contexts }: Pivot): VersionList {
	const places = new Map(list.rows.map(({ id, at }) => [id, at]));
	const columns = new Map<string, EvaluationColumn>();
	for (const { key, label, context, rows } of contexts) {
		for (const { metric, cells } of rows) {
			const values = { numbers: new Float64Array(list.rows.length), has: new Uint8Array(list.rows.length) };
			for (const { version, value } of cells) {
				const at = places.get(version);
				if (at !== undefined) { values.numbers[at] = value; values.has[at] = 1; }
			}
			columns.set(`${evaluationPrefix}${JSON.stringify([key, metric])}`, { metric, context: label, isSlice: (context.slice ?? '') !== '', values });
		}
	}
	return { ...list, evaluations: columns };
}
