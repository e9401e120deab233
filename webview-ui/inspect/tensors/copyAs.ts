import { plainLine } from '../../../src/core/present/plain';
import { bytesOf, dtypeOf, shapeOf, type TensorList } from './tensorList';

export type CopyFormat = 'csv' | 'markdown' | 'json';

const heads = ['name', 'dtype', 'shape', 'parameters', 'bytes'] as const;

/** Tensors as text for other tools: numbers plain, nothing rounded. */
export function copyAs(format: CopyFormat, list: TensorList, indices: readonly number[]): string {
	switch (format) {
		case 'csv': return [heads, ...indices.map(index => cells(list, index))].map(row => `${row.map(quoted).join(',')}\r\n`).join('');
		case 'markdown': return [
			`| ${heads.join(' | ')} |`, '| --- | --- | --- | ---: | ---: |',
			...indices.map(index => `| ${cells(list, index).map(cell => plainLine(cell).replace(/[\\|`*_<[\]]/g, '\\$&')).join(' | ')} |`), '',
		].join('\n');
		case 'json': return `${JSON.stringify(indices.map(index => ({
			name: list.names[index], dtype: dtypeOf(list, index), shape: list.shapes[list.shape[index] ?? -1], parameters: list.numbers[index], bytes: bytesOf(list, index) ?? null,
		})), null, '\t')}\n`;
	}
}

function cells(list: TensorList, index: number): readonly string[] {
	return [list.names[index] ?? '', dtypeOf(list, index), shapeOf(list, index), String(list.numbers[index] ?? 0), String(bytesOf(list, index) ?? '')];
}

/** RFC 4180. */
function quoted(cell: string): string {
	return /[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}
