import type { Facts } from '../../core/model';
import { formatSize } from '../../core/present/quantities';
import { isHarmless } from '../register/dangers';
import { t } from '../words';
import { isDamage } from './findings';
import type { Reading } from './reading';

/** Formats whose tensors follow their header, byte for byte. */
const headed = new Set(['safetensors', 'gguf']);

/** What was read of the file: it builds trust with a large one. */
export function readSentence({ facts, bytes }: Reading): string {
	if (facts.format === 'unknown') { return t('Nothing in it was executed'); }
	if (facts.tensors.length && headed.has(facts.format)) {
		const header = headerBytes(facts, bytes);
		return header === undefined ? t('Only the header was read') : t('Only the {0} header was read', formatSize(header));
	}
	return isHarmless(facts.format) ? t('Only the description in it was read') : t('Read without running it');
}

/** Bytes of the file that belong to no tensor. Undefined where the file doesn't add up. */
function headerBytes({ tensors, warnings }: Facts, bytes: number): number | undefined {
	if (warnings.some(isDamage)) { return undefined; }
	const rest = tensors.reduce((left, tensor) => left - (tensor.bytes ?? NaN), bytes);
	// Of shards that were read through their index, the tensors lie in other files.
	return rest > 0 ? rest : undefined;
}
