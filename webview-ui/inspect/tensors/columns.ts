import { html, nothing, type TemplateResult } from 'lit';
import { plainLine } from '../../../src/core/present/plain';
import { formatCount, formatSize } from '../../../src/core/present/quantities';
import type { Column } from '../../shared/grid/column';
import { styled } from '../../shared/styled';
import { t } from '../../shared/words';
import type { Finder } from './find';
import { formatShare } from './share';
import { bytesOf, dtypeOf, shapeOf, type TensorList } from './tensorList';
import { dtypesOf, type TensorTree, type TreeRow } from './tensorTree';

export interface ColumnsOf {
	readonly list: TensorList;
	readonly tree: TensorTree | undefined;
	readonly finder: Finder | undefined;
	readonly isFlat: boolean;
	/** Whether numbers hold several weights each: then a share is one of bytes. */
	readonly isPacked: boolean;
}

/** The columns of the tensors' table. */
export function tensorColumns({ list, tree, finder, isFlat, isPacked }: ColumnsOf): readonly Column<TreeRow>[] {
	const numbers = (row: TreeRow) => (row.kind === 'tensor' ? list.numbers[row.index] ?? 0 : row.module.numbers);
	const bytes = (row: TreeRow) => (row.kind === 'tensor' ? bytesOf(list, row.index) : row.module.bytes);
	const size = (row: TreeRow) => { const known = bytes(row); return known === undefined ? t('not recorded') : formatSize(known); };
	const dtype = (row: TreeRow) => { const all = row.kind === 'tensor' ? [dtypeOf(list, row.index)] : dtypesOf(list, row.module); return all.length > 2 ? t('{0} dtypes', all.length) : all.join(', '); };
	const part = (row: TreeRow) => (isPacked ? bytes(row) ?? 0 : numbers(row));
	const whole = isPacked ? list.totalBytes : list.total;
	const tied = (row: TreeRow) => { const owner = row.kind === 'tensor' ? list.tied[row.index] ?? -1 : -1; return owner < 0 ? undefined : list.names[owner]; };
	const text = (value: (row: TreeRow) => string): Pick<Column<TreeRow>, 'cell' | 'text'> => ({ text: value, cell: row => html`<span class="mono cut">${plainLine(value(row))}</span>` });
	return [
		{
			id: 'name', title: t('Name'), width: 150, grows: true, isTree: true, sorts: true,
			text: row => (row.kind === 'tensor' ? list.names[row.index] ?? '' : row.module.path.slice(0, -1)),
			cell: row => nameCell(row, { list, finder, isFlat, note: row.kind === 'module' ? moduleNote(row, tree, finder !== undefined) : tiedNote(tied(row)) }),
		},
		{ id: 'dtype', title: t('Dtype'), width: 74, sorts: true, from: 520, ...text(dtype) },
		{ id: 'shape', title: t('Shape'), width: 118, sorts: true, from: 400, ...text(row => (row.kind === 'tensor' ? shapeOf(list, row.index) : '')) },
		{ id: 'numbers', title: isPacked ? t('Numbers') : t('Parameters'), width: 106, alignsEnd: true, sorts: true, from: 620, ...text(row => formatCount(numbers(row))) },
		// Some formats say how large a tensor is, some don't for any.
		...list.totalBytes > 0 ? [{ id: 'bytes', title: t('Size'), width: 76, alignsEnd: true, sorts: true, ...text(size) } as const] : [],
		{
			id: 'share', title: isPacked ? t('Share of bytes') : t('Share of parameters'), width: 146, from: 680,
			text: row => formatShare(part(row), whole), cell: row => shareCell(part(row), whole),
		},
	];
}

function nameCell(row: TreeRow, { list, finder, isFlat, note }: Pick<ColumnsOf, 'list' | 'finder' | 'isFlat'> & { readonly note: string | undefined }): TemplateResult {
	const full = plainLine(row.kind === 'tensor' ? list.names[row.index] ?? '' : row.module.path.slice(0, -1));
	const label = row.kind === 'tensor' ? html`<span class="mono name tensor" title=${full}><bdi dir="ltr">${marked(list.names[row.index] ?? '', row.label, finder)}</bdi></span>` : html`<span class="mono name" title=${full}>${plainLine(row.label)}</span>`;
	return html`${label}${note === undefined || isFlat && row.kind === 'module' ? nothing : html`<span class="secondary note" title=${note}>${note}</span>`}`;
}

/** The label with the part that was looked for marked; a match may begin in the modules above. */
function marked(name: string, label: string, finder: Finder | undefined): unknown {
	const range = finder?.range(name);
	const offset = name.length - label.length;
	if (!range || range[1] <= offset) { return plainLine(label); }
	const from = Math.max(0, range[0] - offset), to = range[1] - offset;
	return html`${plainLine(label.slice(0, from))}<mark>${plainLine(label.slice(from, to))}</mark>${plainLine(label.slice(to))}`;
}

/** '96 tensors, 6 equal blocks' */
function moduleNote(row: TreeRow & { readonly kind: 'module' }, tree: TensorTree | undefined, isFinding: boolean): string {
	const count = row.module.tensors === 1 ? t('1 tensor') : t('{0} tensors', formatCount(row.module.tensors));
	const blocks = isFinding ? undefined : tree?.blocks(row.module);
	if (!blocks) { return count; }
	if (blocks.equal === blocks.count) { return t('{0}, {1} equal blocks', count, formatCount(blocks.count)); }
	return blocks.equal > 1 ? t('{0}, {1} blocks, {2} of them equal', count, formatCount(blocks.count), formatCount(blocks.equal)) : t('{0}, {1} blocks', count, formatCount(blocks.count));
}

function tiedNote(owner: string | undefined): string | undefined {
	return owner === undefined ? undefined : t('tied to {0}', plainLine(owner));
}

function shareCell(part: number, whole: number): TemplateResult {
	const share = whole > 0 ? Math.min(1, part / whole) : 0;
	return html`<span class="share" aria-hidden="true"><span class="share-bar" ${styled({ width: share > 0 ? `max(2px, ${(share * 100).toFixed(2)}%)` : '0' })}></span></span><span class="mono secondary share-text">${formatShare(part, whole)}</span>`;
}
