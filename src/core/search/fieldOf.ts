import { nearest } from '../present/nearest';
import type { Field } from './expression';
import { fieldNamed, fieldWords, isNamed } from './fields';

/** The field that a word such as `metrics.auc` or `model` means; undefined where it is none, or lacks the name that belongs to it. */
export function fieldOf(word: string): Field | undefined {
	const plain = fieldNamed(word);
	if (plain !== undefined) { return isNamed(plain) ? undefined : { name: plain }; }
	const { head, of } = taken(word);
	const name = fieldNamed(head);
	return name !== undefined && isNamed(name) && of !== '' ? { name, of } : undefined;
}

function taken(word: string): { readonly head: string; readonly of: string } {
	const dot = word.indexOf('.');
	return dot < 0 ? { head: word, of: '' } : { head: word.slice(0, dot), of: word.slice(dot + 1) };
}

/** Why a word that is compared with something is no field, with what may have been meant. */
export function unknownField(word: string): string {
	const { head, of } = taken(word);
	const known = fieldNamed(head);
	if (known !== undefined && isNamed(known)) { return `a name is missing: write ${head}.NAME, or ${head}."NAME" where it holds spaces`; }
	const near = nearest(head.toLowerCase(), fieldWords);
	const nearName = near === undefined ? undefined : fieldNamed(near);
	if (near !== undefined && nearName !== undefined && isNamed(nearName) === (of !== '')) { return `there is no field '${word}'; did you mean '${of === '' ? near : `${near}.${of}`}'?`; }
	if (of === '' && /^[\p{L}\p{N}_/-]+$/u.test(word)) { return `there is no field '${word}'; did you mean metrics.${word}, params.${word} or tag.${word}?`; }
	return `there is no field '${word}'`;
}
