import type { NumberColumn, TextColumn, VersionColumns } from '../../src/protocol/model';
import type { EvaluationColumn } from './evaluations/evaluationColumns';
import { taggedColumns } from './taggedColumns';

/** A row of the leaderboard; `at` is its place in the list, newest first. */
export interface VersionRow { readonly id: string; readonly at: number }

/** All versions of a model, by their place. */
export interface VersionList {
	readonly rows: readonly VersionRow[];
	readonly labels: readonly string[];
	readonly at: Float64Array;
	readonly archived: Uint8Array;
	readonly author: TextColumn;
	readonly aliases: ReadonlyMap<number, { readonly settled: readonly string[]; readonly contested: readonly string[] }>;
	readonly tags: ReadonlyMap<number, Readonly<Record<string, string>>>;
	/** Of each tag. */
	readonly tagged: ReadonlyMap<string, TextColumn>;
	readonly metrics: ReadonlyMap<string, NumberColumn>;
	readonly params: ReadonlyMap<string, TextColumn>;
	/** What was measured later, by the ids of its columns. */
	readonly evaluations: ReadonlyMap<string, EvaluationColumn>;
}

/** Puts together what came in parts. */
export function versionList(parts: readonly VersionColumns[]): VersionList {
	const length = parts.reduce((sum, part) => sum + part.ids.length, 0);
	const rows: VersionRow[] = [], labels: string[] = [];
	const at = new Float64Array(length), archived = new Uint8Array(length);
	const author = new MergedTexts(length);
	const aliases = new Map<number, { readonly settled: readonly string[]; readonly contested: readonly string[] }>(), tags = new Map<number, Readonly<Record<string, string>>>();
	const metrics = new Map<string, NumberColumn>(), params = new Map<string, MergedTexts>();
	let offset = 0;
	for (const part of parts) {
		for (const [row, id] of part.ids.entries()) { rows.push({ id, at: offset + row }); }
		for (const label of part.labels) { labels.push(label); }
		at.set(part.at, offset);
		archived.set(part.archived, offset);
		author.add(part.author, offset);
		for (const [row, settled, contested] of part.aliases) { aliases.set(offset + row, { settled, contested }); }
		for (const [row, held] of part.tags) { tags.set(offset + row, held); }
		for (const { name, values } of part.metrics) {
			const column = metrics.get(name) ?? { numbers: new Float64Array(length), has: new Uint8Array(length) };
			metrics.set(name, column);
			column.numbers.set(values.numbers, offset);
			column.has.set(values.has, offset);
		}
		for (const { name, values } of part.params) {
			const column = params.get(name) ?? new MergedTexts(length);
			params.set(name, column);
			column.add(values, offset);
		}
		offset += part.ids.length;
	}
	return { rows, labels, at, archived, author: author.column, aliases, tags, tagged: taggedColumns(tags, length), metrics, params: new Map([...params].map(([name, { column }]) => [name, column])), evaluations: new Map() };
}

/** A column of texts that is put together; each text has one place in all of it. */
class MergedTexts {
	readonly #texts: string[] = [];
	readonly #numbers: number[] = [];
	readonly #places = new Map<string, number>();
	readonly #of: Uint32Array;

	constructor(length: number) {
		this.#of = new Uint32Array(length);
	}

	add({ texts, numbers, of }: TextColumn, offset: number): void {
		const places = texts.map((text, at) => this.#place(text, numbers[at] ?? NaN));
		for (const [row, place] of of.entries()) { this.#of[offset + row] = place === 0 ? 0 : places[place - 1] ?? 0; }
	}

	get column(): TextColumn {
		return { texts: this.#texts, numbers: this.#numbers, of: this.#of };
	}

	#place(text: string, number: number): number {
		const known = this.#places.get(text);
		if (known !== undefined) { return known; }
		const place = this.#texts.push(text);
		this.#numbers.push(number);
		this.#places.set(text, place);
		return place;
	}
}

export function metricAt({ metrics }: VersionList, name: string, row: number): number | undefined {
	const column = metrics.get(name);
	return column?.has[row] ? column.numbers[row] : undefined;
}

/** Undefined where it isn't set. */
export function textAt({ texts, of }: TextColumn, row: number): string | undefined {
	const place = of[row] ?? 0;
	return place === 0 ? undefined : texts[place - 1];
}
