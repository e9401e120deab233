import type { ComparedCell } from '../compare/comparison';

/**
 * A cell as a short list: its text; its kinds, as bits; how it changed, absolutely and relatively; then its value and its title, where its
 * text doesn't give them. What is missing at the end is left out.
 */
export type PackedCell = readonly [text: string, kinds: number, change?: string | 0, relative?: string | 0, value?: number, title?: string | 0];

const verdicts = ['unknown', 'same', 'better', 'worse'] as const;
const same = 1, missing = 2, best = 4, worst = 8, judged = 16, hasValue = 128, valueIsText = 256, hasTitle = 512, titleIsValue = 1024;
/** The verdict stands in the two bits from here on. */
const verdictAt = 5;

export function packedCell({ text, same: isSame, missing: isMissing, mark, verdict, change, relative, value, title }: ComparedCell): PackedCell {
	const isText = value !== undefined && String(value) === text, isValue = title !== undefined && value !== undefined && title === String(value);
	const kinds = (isSame ? same : 0) | (isMissing ? missing : 0) | (mark === 'best' ? best : mark === 'worst' ? worst : 0) | (verdict === undefined ? 0 : judged | verdicts.indexOf(verdict) << verdictAt)
		| (value === undefined ? 0 : isText ? hasValue | valueIsText : hasValue) | (title === undefined ? 0 : isValue ? hasTitle | titleIsValue : hasTitle);
	const rest = [change ?? 0, relative ?? 0, isText ? 0 : value ?? 0, isValue ? 0 : title ?? 0] as const;
	const last = (kinds & hasTitle) && !isValue ? 4 : (kinds & hasValue) && !isText ? 3 : relative !== undefined ? 2 : change !== undefined ? 1 : 0;
	return [text, kinds, ...rest.slice(0, last)] as unknown as PackedCell;
}

export function unpackedCell([text, kinds, change = 0, relative = 0, number = 0, title = 0]: PackedCell): ComparedCell {
	const value = kinds & valueIsText ? Number(text) : number;
	return {
		text, ...(kinds & hasValue ? { value } : {}), ...(kinds & same ? { same: true } : {}), ...(kinds & missing ? { missing: true } : {}),
		...(change === 0 ? {} : { change }), ...(relative === 0 ? {} : { relative }), ...(kinds & judged ? { verdict: verdicts[kinds >> verdictAt & 3] ?? 'unknown' } : {}),
		...(kinds & best ? { mark: 'best' } : kinds & worst ? { mark: 'worst' } : {}), ...(kinds & hasTitle ? { title: kinds & titleIsValue ? String(value) : String(title) } : {}),
	};
}
