import type { Id, ParamValue, StoragePolicy, Version } from '../../model';
import type { Database } from '../database';
import { unpack, type Packed } from '../packed';
import { aliasesByVersion, settledText } from './aliases';
import { metricsOf } from './metricValues';
import { registersOf } from './registers';

export interface VersionRow {
	readonly id: Id; readonly model: string; readonly record: Id; readonly number: number | null; readonly claimed: number;
	readonly at: string; readonly author_name: string; readonly author_email: string;
	readonly digest: string; readonly kind: 'file' | 'directory'; readonly format: string; readonly bytes: number; readonly path: string; readonly storage: StoragePolicy;
	readonly framework: string | null; readonly parameters: number | null; readonly summary: string | null; readonly tensors: number | null;
	readonly params: Packed; readonly metrics: Packed; readonly written: string; readonly git: string | null; readonly inputs: number; readonly notes: string;
	readonly archived: number; readonly purged: string | null;
}

type Standing = 'id' | 'model' | 'number' | 'label' | 'ref' | 'aliases' | 'contested' | 'tags' | 'evaluationCount' | 'notes' | 'archived' | 'purged';

/** The names that aliases and labels need are looked up once per page, not once per version. */
export class VersionReader {
	readonly #names = new Map<string, string>();
	readonly #has = new Map<string, { readonly notes: boolean; readonly evaluations: boolean; readonly tags: boolean }>();
	readonly #aliases = new Map<string, ReadonlyMap<Id, { readonly settled: string[]; readonly contested: string[] }>>();

	constructor(private readonly db: Database, private readonly displayName: (key: string) => string) {}

	version(row: VersionRow): Version {
		return {
			...this.standing(row),
			artifact: { digest: row.digest, kind: row.kind, format: row.format, bytes: row.bytes, path: row.path, storage: row.storage },
			framework: row.framework ?? undefined, summary: row.summary ?? undefined, parameters: row.parameters ?? undefined, tensorCount: row.tensors ?? undefined, inputCount: row.inputs,
			params: unpack<ParamValue>(this.db, row.params),
			metrics: metricsOf(this.db, row.metrics),
			written: JSON.parse(row.written) as Record<string, string>,
			git: row.git === null ? null : JSON.parse(row.git) as Version['git'],
			at: new Date(row.at), by: { name: row.author_name, email: row.author_email },
		};
	}

	/** What of a version may change after it was registered. */
	standing(row: VersionRow): Pick<Version, Standing> {
		const model = this.#name(row.model);
		const aliases = this.#aliasesOf(row.model).get(row.id);
		const has = this.#hasOf(row.model);
		const notes = !has.notes ? [] : this.db.all<{ text: string }>('select text from note where model = ? and subject = ? order by record', row.model, row.id).map(note => note.text);
		return {
			id: row.id, model, number: row.number, label: labelOf(row), ref: `${model}@${row.number === null ? row.id : `v${row.number}`}`,
			aliases: aliases?.settled ?? [], contested: aliases?.contested ?? [],
			tags: has.tags ? settledText(registersOf(this.db, row.model, row.id, 'tag:')) : {},
			evaluationCount: !has.evaluations ? 0 : this.db.one<{ n: number }>('select count(*) as n from evaluation where model = ? and version = ?', row.model, row.id)?.n ?? 0,
			notes: [row.notes, ...notes].filter(text => text !== '').join('\n\n'),
			archived: row.archived === 1, purged: row.purged === null ? undefined : new Date(row.purged),
		};
	}

	#name(key: string): string {
		let name = this.#names.get(key);
		if (name === undefined) { this.#names.set(key, name = this.displayName(key)); }
		return name;
	}

	/** Whether a model has any at all: most have none, and then nothing is asked version by version. */
	#hasOf(key: string): { readonly notes: boolean; readonly evaluations: boolean; readonly tags: boolean } {
		let has = this.#has.get(key);
		if (!has) {
			const any = (table: 'note' | 'evaluation') => this.db.one(`select 1 as n from ${table} where model = ? limit 1`, key) !== undefined;
			this.#has.set(key, has = {
				notes: any('note'), evaluations: any('evaluation'),
				tags: this.db.one(`select 1 as n from value where model = ? and name >= 'tag:' and name < 'tag;' limit 1`, key) !== undefined,
			});
		}
		return has;
	}

	#aliasesOf(key: string) {
		let map = this.#aliases.get(key);
		if (!map) { this.#aliases.set(key, map = aliasesByVersion(this.db, key)); }
		return map;
	}
}

export function labelOf(row: { readonly id: Id; readonly number: number | null; readonly claimed: number }): string {
	return row.number === null ? `v${row.claimed} (${row.id.slice(0, 6)})` : `v${row.number}`;
}
