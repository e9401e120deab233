import { sha256 } from '../records/canonical';
import { tagValue } from './names';

/** The tag of an imported version, or model, that tells what it was imported from: 'mlflow:mlruns/churn/3'. */
export const originTag = 'imported-from';

/** An origin as the tag may hold it: one line. */
export const originText = (origin: string) => tagValue(origin.replace(/[\p{Cc}\p{Cf}]/gu, '\uFFFD'));

/** Why an alias stands where it does, or a version is archived: what was set with these words, and not since by anybody, an import may change again. */
export const reasonOf = (store: string) => `Imported from ${store}`;

/** Whether a reason says that it was an import from a registry of the same tool as `store`. */
export const saysImported = (reason: string | undefined, store: string) => reason?.startsWith(`${reasonOf(store.split(':')[0] ?? '')}:`) === true;

/** The tag of a model with the beginning of the SHA-256 of the card that was imported: a card that is still that one may be written anew. */
export const cardTag = 'imported-card';
export const cardMark = (card: string) => sha256(card).slice(0, 16);
