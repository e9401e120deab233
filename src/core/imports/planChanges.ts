import type { Database } from '../database/database';
import { everGiven } from '../database/queries/registers';
import { versionRow } from '../database/queries/findVersions';
import { VersionReader } from '../database/queries/versionReader';
import type { Id } from '../model';
import { originTag, reasonOf, saysImported } from './marks';
import { textFrom } from './names';
import type { Change, PlannedVersion } from './plan';

/** What is new of a version since it was imported: only what nobody has changed here is changed. */
export function changesOf(id: Id, planned: Pick<PlannedVersion, 'tags' | 'retired' | 'store' | 'found'>, { db, workspace }: { readonly db: Database; readonly workspace: string }): readonly Change[] {
	const row = versionRow(db, id);
	if (!row) { return []; }
	const version = new VersionReader(db, key => key).version(row);
	const note = textFrom(planned.found.notes, workspace);
	return [
		// Where it came from first stays on record.
		...Object.entries(planned.tags).filter(([tag]) => tag !== originTag).flatMap(([tag, value]) => tagChange(db, row, tag, value)),
		...(note !== undefined && !version.notes.includes(note.trim()) ? [{ do: 'note', text: note } as const] : []),
		...archiveChange(db, row, planned),
	];
}

type Row = NonNullable<ReturnType<typeof versionRow>>;

function tagChange(db: Database, row: Row, tag: string, value: string): readonly Change[] {
	const given = everGiven(db, row.model, row.id, `tag:${tag}`);
	const [latest] = given;
	if (latest?.value === value) { return []; }
	// Never given, or as it was when it was registered: nobody has touched it since.
	if (latest === undefined || latest.record === row.record) { return [{ do: 'tag', tag, value }]; }
	return [{ do: 'keep', why: `The tag ${tag} was changed here, to ${latest.value === null ? 'none' : `'${latest.value}'`}; there it is '${value}'.` }];
}

function archiveChange(db: Database, row: Row, { retired, store }: Pick<PlannedVersion, 'retired' | 'store'>): readonly Change[] {
	const [latest] = everGiven(db, row.model, row.id, 'archived');
	const archived = row.archived === 1;
	const ours = saysImported(latest?.reason, store);
	if (archived === (retired !== undefined)) { return []; }
	if (retired !== undefined) {
		return latest === undefined || ours ? [{ do: 'archive', reason: `${reasonOf(store)}: ${retired}` }] : [{ do: 'keep', why: `It was restored here, and it is ${retired}.` }];
	}
	// Archived here, by a person: that is nothing that the other registry has a say in.
	return ours ? [{ do: 'restore', reason: reasonOf(store) }] : [];
}
