import type * as z from 'zod/mini';
import type { Effect } from '../kind';
import { aliasSet } from './aliasSet';
import { artifactPurged } from './artifactPurged';
import { artifactRecovered } from './artifactRecovered';
import { cardWritten } from './cardWritten';
import { commandRecorded } from './commandRecorded';
import { deploymentRecorded } from './deploymentRecorded';
import { evaluationRecorded } from './evaluationRecorded';
import { linkAdded } from './linkAdded';
import { linkRemoved } from './linkRemoved';
import { modelConfigured } from './modelConfigured';
import { modelCreated } from './modelCreated';
import { modelRenamed } from './modelRenamed';
import { noteAdded } from './noteAdded';
import { reproductionRecorded } from './reproductionRecorded';
import { tagSet } from './tagSet';
import { versionArchived } from './versionArchived';
import { versionNumbered } from './versionNumbered';
import { versionRegistered } from './versionRegistered';
import { versionRestored } from './versionRestored';

/** Every kind of record there is. */
const table = [
	modelCreated, modelRenamed, modelConfigured,
	versionRegistered, versionNumbered, versionArchived, versionRestored,
	aliasSet, tagSet, cardWritten, noteAdded,
	artifactPurged, artifactRecovered,
	linkAdded, linkRemoved,
	evaluationRecorded, deploymentRecorded,
	commandRecorded, reproductionRecorded,
] as const;

type Table = (typeof table)[number];
export type KindName = Table['kind'];
export type RecordOf<K extends KindName> = z.infer<Extract<Table, { kind: K }>['schema']>;
export type RegistryRecord = { [K in KindName]: RecordOf<K> }[KindName];

interface AnyKind {
	readonly kind: KindName;
	readonly schema: z.ZodMiniType<RegistryRecord>;
	readonly effects: (record: RegistryRecord) => readonly Effect[];
	readonly verb: (record: RegistryRecord) => string;
}

/** Each kind's functions take its own records; the key of the map vouches for that. */
const byName = new Map<string, AnyKind>(table.map(kind => [kind.kind, kind as unknown as AnyKind]));

export const kindNames: readonly KindName[] = table.map(kind => kind.kind);

export function kindNamed(name: string): AnyKind | undefined {
	return byName.get(name);
}

export function effectsOf(record: RegistryRecord): readonly Effect[] {
	return byName.get(record.kind)?.effects(record) ?? [];
}

export function verbOf(record: RegistryRecord): string {
	return byName.get(record.kind)?.verb(record) ?? record.kind;
}
