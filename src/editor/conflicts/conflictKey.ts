import type { Conflict } from '../../core/model';

/** Names a conflict for as long as it lasts: a model's name may be what is contested, so that its sides' records tell it apart. */
export function conflictKey({ name, subject, sides }: Pick<Conflict, 'name' | 'subject'> & { readonly sides: readonly { readonly record: string }[] }): string {
	const [first = ''] = sides.map(side => side.record).sort();
	return [name, subject ?? '', first].join('|');
}
