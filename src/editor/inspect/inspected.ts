import type { Inspected } from '../../protocol/inspect';
import { t } from '../words';
import { findingsOf, isDamage } from './findings';
import { isDangerous } from '../register/dangers';
import { isPacked } from './packed';
import { readSentence } from './readSentence';
import type { Reading } from './reading';
import { sectionsOf } from './sections';
import { tilesOf } from './tiles';

/** What the page shows of a file, in words. Pure: everything comes from the reading. */
export function inspectedOf(reading: Reading): Inspected {
	const { of, path, facts } = reading;
	const parts = path.split('/');
	return {
		of, name: parts.at(-1) ?? path, folders: parts.slice(0, -1),
		tiles: tilesOf(reading),
		read: readSentence(reading),
		isDangerous: facts.warnings.some(isDangerous),
		findings: findingsOf(facts),
		sections: sectionsOf(reading),
		tensorCount: facts.tensors.length,
		isPacked: isPacked(facts),
		withoutTensors: facts.tensors.length ? '' : without(reading),
	};
}

function without({ facts }: Reading): string {
	if (facts.warnings.some(isDamage)) { return t('No tensors could be read.'); }
	if (facts.kind === 'lfs-pointer') { return t('The tensors are in the file that this pointer stands for.'); }
	if (facts.format === 'unknown') { return t('Not a format that is known here: nothing is read from it.'); }
	return '';
}
