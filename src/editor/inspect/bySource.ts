import type { Certainty, Source } from '../../core/model';
import type { Place, ValueGroup, ValueRow } from '../../protocol/inspect';
import { short } from '../tree/short';
import { t } from '../words';
import { toolName } from './toolNames';

/** A value's row with where it was read, where that is known. */
export interface Sourced {
	readonly row: Omit<ValueRow, 'place'>;
	readonly source?: Source;
	readonly certainty?: Certainty;
}

/** Rows by the file they were read from, in the order in which these come up. What the model file says itself needs no name. */
export function bySource(values: readonly Sourced[], file: string): readonly ValueGroup[] {
	const groups = new Map<string, { readonly source: Source | undefined; readonly rows: ValueRow[] }>();
	for (const { row, source, certainty } of values) {
		const key = source === undefined || source.path === file ? '' : `${source.tool}\n${source.path ?? ''}`;
		const group = groups.get(key) ?? { source: key === '' ? undefined : source, rows: [] };
		const place = placeOf(source, file);
		const title = [row.title, certainty === 'guess' ? t('Guessed from a name or a time.') : undefined].filter(part => part !== undefined).join('\n');
		group.rows.push({ ...row, ...(title ? { title } : {}), ...(place ? { place } : {}) });
		groups.set(key, group);
	}
	return [...groups.values()].map(({ source, rows }) => ({ source: source ? sourceName(source) : '', ...(source?.path === undefined ? {} : { place: { path: source.path } }), rows }));
}

function placeOf(source: Source | undefined, file: string): Place | undefined {
	if (source?.path === undefined || source.path === file) { return undefined; }
	return { path: source.path, ...(source.field === undefined ? {} : { field: source.field }) };
}

function sourceName({ tool, path }: Source): string {
	return short(path?.split('/').at(-1) ?? toolName(tool), 60);
}
