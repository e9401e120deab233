import { formatCount } from '../../../src/core/present/quantities';
import type { Completed } from '../../../src/protocol/model';
import { t } from '../../shared/words';
import type { ColumnSummary } from '../board/columnSummary';
import type { VersionList } from '../versionList';

/**
 * What is said beside a candidate: of a metric or parameter what the versions of this model hold, 'integer, 31 to 127, 14 versions'.
 * Undefined for one that no version of this model has: the registry's other models have it.
 */
export function aboutCandidate({ text, kind, about }: Completed['candidates'][number], list: VersionList, summary: (id: string) => ColumnSummary | undefined): string | undefined {
	const named = kind === 'field' ? /^(metrics|params)\.(?:"((?:[^"\\]|\\.)*)"|(.+))$/.exec(text) : null;
	if (!named) { return about; }
	const name = named[2]?.replace(/\\(.)/g, '$1') ?? named[3] ?? '';
	const id = `${named[1] ?? ''}.${name}`;
	const found = (named[1] === 'metrics' ? list.metrics.has(name) : list.params.has(name)) ? summary(id) : undefined;
	if (!found) { return undefined; }
	const versions = found.count === 1 ? t('1 version') : t('{0} versions', formatCount(found.count));
	return [found.isNumeric ? t('number') : t('text'), found.text, versions].join(', ');
}
