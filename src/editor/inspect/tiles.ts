import type { Tensor } from '../../core/model';
import { formatCount, formatCountShort, formatSize } from '../../core/present/quantities';
import { formatWhen } from '../../core/present/when';
import type { Tile } from '../../protocol/inspect';
import { short } from '../tree/short';
import { t } from '../words';
import type { Reading } from './reading';
import { toolName } from './toolNames';

/** Characters. */
export const longestTile = 30;

/** The six facts under the title: what it is, how much of it there is, how old it is. A fact that isn't known has no place. */
export function tilesOf({ facts, bytes, modified }: Reading): readonly Tile[] {
	const made = [...new Set([facts.framework, facts.library].filter(name => name !== undefined))].map(name => short(toolName(name), 40));
	const { parameters, tensors, summary } = facts;
	return [
		{ value: facts.format === 'unknown' ? t('unknown') : facts.format, label: made.length ? made.join(', ') : facts.kind === 'unknown' ? t('format') : short(facts.kind, 40) },
		...parameters === undefined ? [] : [{ value: formatCountShort(parameters), label: parameters === 1 ? t('parameter') : t('parameters'), title: formatCount(parameters) }],
		...tensors.length ? [{ value: formatCount(tensors.length), label: tensors.length === 1 ? t('tensor') : t('tensors') }, dtypeTile(tensors)]
			: summary ? [{ value: short(summary, longestTile), label: t('inside'), ...(summary.length > longestTile ? { title: short(summary, 500) } : {}) }] : [],
		{ value: formatSize(bytes), label: bytes === 1 ? t('1 byte') : t('{0} bytes', formatCount(bytes)) },
		{ value: modified, label: t('since last change'), title: formatWhen(new Date(modified)) },
	];
}

/** The dtype that most bytes are in. */
function dtypeTile(tensors: readonly Tensor[]): Tile {
	const dtypes = new Map<string, { tensors: number; bytes: number }>();
	for (const { dtype, bytes } of tensors) {
		const sum = dtypes.get(dtype) ?? { tensors: 0, bytes: 0 };
		dtypes.set(dtype, { tensors: sum.tensors + 1, bytes: sum.bytes + (bytes ?? 0) });
	}
	const ranked = [...dtypes].sort(([, a], [, b]) => b.bytes - a.bytes || b.tensors - a.tensors);
	const [most] = ranked;
	if (!most) { return { value: '', label: '' }; }
	const [dtype, { tensors: count }] = most;
	if (ranked.length === 1) { return { value: short(dtype, 20), label: tensors.length === 1 ? t('the one tensor') : t('every tensor') }; }
	return {
		value: short(dtype, 20), label: t('{0} of {1} tensors', formatCount(count), formatCount(tensors.length)),
		title: ranked.slice(0, 12).map(([name, sum]) => `${short(name, 20)}: ${formatCount(sum.tensors)}, ${formatSize(sum.bytes)}`).join('\n'),
	};
}
