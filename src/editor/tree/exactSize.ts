import { formatCount, formatSize } from '../../core/present/quantities';
import { t } from '../words';

/** A size with its exact bytes: '2.14 MB (2,140,118 bytes)'. */
export function exactSize(bytes: number): string {
	return bytes < 1000 ? formatSize(bytes) : t('{0} ({1} bytes)', formatSize(bytes), formatCount(bytes));
}
