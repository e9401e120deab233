import { short } from '../tree/short';
import { t } from '../words';
import type { FolderRegistry } from '../registries';

/** What says, as long as it is so, that a registry is looked at as it was: a sentence for each folder of which that is true. */
export function pastSentences(entries: readonly Pick<FolderRegistry, 'folder' | 'past'>[], hasModels = true): readonly string[] {
	const sentences = entries.flatMap(({ folder, past }) => (!past ? [] : [entries.length > 1 ? t('{0} as of {1}, read-only.', folder.name, short(past.when)) : t('Registry as of {0}, read-only.', short(past.when))]));
	return sentences.length && !hasModels ? [...sentences, t('No model was registered then.')] : sentences;
}
