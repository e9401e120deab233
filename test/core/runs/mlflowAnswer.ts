import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { FoundRun } from '../../../src/core/runs/reader';
import { byName, fixtures } from './workspace';

export interface Answer {
	readonly runs: readonly {
		readonly id: string; readonly name: string; readonly status: string; readonly start: number; readonly end: number;
		readonly params: Record<string, string>; readonly metrics: Record<string, number | string>;
		readonly histories: Record<string, readonly (readonly [number, number | string, number])[]>; readonly inputs: readonly (readonly [string, string])[];
	}[];
	readonly models?: readonly { readonly id: string; readonly name: string; readonly run: string }[];
}

/** MLflow's own answer. NaN and infinities are no JSON, and Python writes them. */
export function answerOf(fixture: string): Answer {
	return JSON.parse(readFileSync(join(fixtures, fixture, 'expected.json'), 'utf8').replace(/(-?Infinity|NaN)\b/g, '"$1"')) as Answer;
}

/** Every run as MLflow's client tells it. */
export function assertRuns(found: readonly FoundRun[], { runs }: Answer): void {
	assert.deepEqual(found.map(run => run.id).sort(), runs.map(run => run.id).sort());
	for (const expected of runs) {
		const run = found.find(one => one.id === expected.id);
		assert.deepEqual([run?.name, run?.status, run?.startedAt?.getTime(), run?.endedAt?.getTime()], [expected.name, expected.status.toLowerCase(), expected.start, expected.end]);
		assert.deepEqual(Object.fromEntries(run?.params.map(({ name, value, text }) => [name, text ?? python(value as string)]) ?? []), expected.params);
		assert.deepEqual(byName(run?.metrics ?? []), Object.fromEntries(Object.entries(expected.metrics).map(([name, value]) => [name, valueOf(value)])));
		for (const [name, points] of Object.entries(expected.histories)) {
			const distinct = points.filter((point, index) => String(point) !== String(points[index - 1]));
			if (distinct.length < 2) { continue; }
			assert.deepEqual(run?.histories?.[name], { steps: distinct.map(([step]) => step), values: distinct.map(([, value]) => valueOf(value)), times: distinct.map(([, , time]) => time) });
		}
		assert.deepEqual(run?.inputs?.map(input => input.name), expected.inputs.map(([name, digest]) => `${name}@${digest}`));
	}
}

function python(value: string | number | boolean | null): string {
	return value === null ? 'None' : value === true ? 'True' : value === false ? 'False' : String(value);
}

/** MLflow's client gives infinity out of its database as the largest double. */
function valueOf(value: number | string): number {
	const number = Number(value);
	return Math.abs(number) === Number.MAX_VALUE ? Math.sign(number) * Infinity : number;
}
