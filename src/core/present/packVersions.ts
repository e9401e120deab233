import type { Version } from '../model';
import { formatParam } from './parameter';
import type { NumberColumn, TextColumn, VersionColumns } from './versionColumns';

/** Versions as columns for the wire, in their order. */
export function packVersions(versions: readonly Version[]): VersionColumns {
	const { length } = versions;
	const author = new Texts(length);
	const metrics = new Map<string, NumberColumn>(), params = new Map<string, Texts>();
	const at = new Float64Array(length), archived = new Uint8Array(length);
	for (const [row, version] of versions.entries()) {
		at[row] = version.at.getTime();
		archived[row] = version.archived ? 1 : 0;
		author.put(row, version.by.name === '' ? version.by.email : version.by.name, NaN);
		for (const [name, value] of Object.entries(version.metrics)) {
			const column = found(metrics, name, () => ({ numbers: new Float64Array(length), has: new Uint8Array(length) }));
			column.numbers[row] = value;
			column.has[row] = 1;
		}
		for (const [name, value] of Object.entries(version.params)) {
			const column = found(params, name, () => new Texts(length)), written = version.written[`params.${name}`];
			if (typeof value === 'number' && written === undefined) { column.putNumber(row, value); } else { column.put(row, formatParam(value, written), typeof value === 'number' ? value : NaN); }
		}
	}
	return {
		ids: versions.map(version => version.id), labels: versions.map(version => version.label), at, archived, author: author.column,
		aliases: versions.flatMap(({ aliases, contested }, row) => (aliases.length || contested.length ? [[row, aliases, contested] as const] : [])),
		tags: versions.flatMap(({ tags }, row) => (Object.keys(tags).length ? [[row, tags] as const] : [])),
		metrics: [...metrics].map(([name, values]) => ({ name, values })), params: [...params].map(([name, { column }]) => ({ name, values: column })),
	};
}

function found<T>(map: Map<string, T>, name: string, make: () => T): T {
	let value = map.get(name);
	if (value === undefined) { map.set(name, value = make()); }
	return value;
}

/** A column of texts that is being filled. */
class Texts {
	readonly #texts: string[] = [];
	readonly #numbers: number[] = [];
	readonly #places = new Map<string, number>();
	readonly #byNumber = new Map<number, number>();
	readonly #of: Uint32Array;

	constructor(length: number) {
		this.#of = new Uint32Array(length);
	}

	put(row: number, text: string, number: number): void {
		let place = this.#places.get(text);
		if (place === undefined) {
			place = this.#texts.push(text);
			this.#numbers.push(number);
			this.#places.set(text, place);
		}
		this.#of[row] = place;
	}

	/** As a number is written where nobody wrote it otherwise: once for each. */
	putNumber(row: number, number: number): void {
		const place = this.#byNumber.get(number);
		if (place !== undefined) { this.#of[row] = place; return; }
		this.put(row, formatParam(number), number);
		this.#byNumber.set(number, this.#of[row] ?? 0);
	}

	get column(): TextColumn {
		return { texts: this.#texts, numbers: this.#numbers, of: this.#of };
	}
}
