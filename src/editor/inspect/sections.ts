import type { Facts } from '../../core/model';
import type { ValueGroup, ValueSection } from '../../protocol/inspect';
import { t } from '../words';
import type { Reading } from './reading';
import { bySource, type Sourced } from './bySource';
import { architectureRows, environmentRows, inputRows, metadataRows, metricRows, paramRows, runRows, signatureRows, tagRows } from './valueRows';

/** Every value that was found, by what it says; a section that would be empty isn't there. */
export function sectionsOf({ facts, path }: Reading): readonly ValueSection[] {
	const section = (id: string, title: string, values: readonly Sourced[], note?: string): ValueSection[] => {
		const groups: readonly ValueGroup[] = bySource(values, path);
		return groups.length ? [{ id, title, ...(note === undefined ? {} : { note }), groups }] : [];
	};
	const metadata = metadataRows(facts);
	return [
		...section('metadata', t('Metadata'), metadata, metadata.length === 1 ? t('1 key') : t('{0} keys', metadata.length)),
		...section('architecture', t('Architecture'), architectureRows(facts)),
		...section('parameters', t('Parameters'), paramRows(facts)),
		...section('metrics', t('Metrics'), metricRows(facts), histories(facts)),
		...section('signature', t('Signature'), signatureRows(facts)),
		...section('inputs', t('Inputs'), inputRows(facts)),
		...section('tags', t('Tags'), tagRows(facts)),
		...section('runs', t('Runs'), runRows(facts)),
		...section('environment', t('Environment'), environmentRows(facts)),
	];
}

function histories({ histories: all }: Facts): string | undefined {
	const count = Object.keys(all).length;
	return count === 0 ? undefined : count === 1 ? t('1 history') : t('{0} histories', count);
}
