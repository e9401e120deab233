import { and, inModels } from './contextKeys';

/** `when` clauses over the rows of the Models view. A row's context value is a word for its kind and flags, joined by dots: `version.archived.purged`. */

/** The row is of this kind. */
export const item = (kind: string): string => and(inModels, `viewItem =~ /^${kind}\\b/`);
/** The row is of this kind and has the flag. */
export const itemWith = (kind: string, flag: string): string => and(inModels, `viewItem =~ /^${kind}\\b.*\\.${flag}\\b/`);
/** The row is of this kind and doesn't have the flag. */
export const itemWithout = (kind: string, flag: string): string => and(inModels, `viewItem =~ /^${kind}\\b(?!.*\\.${flag}\\b)/`);

/** For what can be done with one row only. */
export const single = '!listMultiSelection';

/** The keyboard is in the Models view. */
export const listHasFocus = 'focusedView == modelRegistry.models && listFocus && !inputFocus';
