import type { RawPath } from './status';
import { textOf } from './status';

/** A record holds 64 KiB, and these sentences go into one. */
const budget = 8 * 1024;

export interface LeftOut { readonly path: RawPath; readonly why: string }

/** One sentence for each path, in the order of the paths; where they would be too many, the last one says how many more. */
export function sentencesOf(leftOut: readonly LeftOut[]): readonly string[] {
	const sorted = [...leftOut].sort((a, b) => a.path < b.path ? -1 : 1);
	const sentences: string[] = [];
	let length = 0;
	for (const { path, why } of sorted) {
		const sentence = `${quoted(path)} ${why}.`;
		length += sentence.length;
		if (length > budget) {
			sentences.push(`${sorted.length - sentences.length} more paths are left out.`);
			break;
		}
		sentences.push(sentence);
	}
	return sentences;
}

/** A name with line breaks must not look like two sentences. */
function quoted(path: RawPath): string {
	const text = textOf(path);
	 
	return /[\u0000-\u001f\u007f]/.test(text) ? JSON.stringify(text) : text;
}

/** 10485760 → '10 MiB' */
export function size(bytes: number): string {
	const units = ['bytes', 'KiB', 'MiB', 'GiB', 'TiB'];
	const power = bytes < 1024 ? 0 : Math.min(units.length - 1, Math.floor(Math.log2(bytes) / 10));
	const value = bytes / 1024 ** power;
	return `${Number.isInteger(value) ? value : value.toFixed(1)} ${units[power]}`;
}
