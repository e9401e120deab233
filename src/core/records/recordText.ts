import type { Json } from '../model';
import { canonicalJson, sha256 } from './canonical';
import { maxRecordBytes } from './read';

/** Spaces or tabs in a line: 64 ways to write each. */
const spacing = 6;

/**
 * The text of a record's file: JSON with sorted keys, a value a line, where each line has six spaces or tabs that follow from the whole record and the
 * line's number. The same record is always the same bytes.
 *
 * Why the spacing: git takes a removed file and an added one for a file that was renamed when half of their lines are equal, and records of one kind are that
 * alike. Two branches that pack the same records (pack.ts) and write on would have renamed them to different files, which is a merge conflict. Lines with
 * different spacing are different lines. It stands before the values, since tools that trim line ends would break the digest.
 */
export function recordText(record: Json): string {
	const plain = canonicalJson(record);
	let bits = '';
	let drawn = 0;
	const gap = () => {
		if (bits.length < spacing) { bits += [...sha256(`${drawn++}\n${plain}`)].map(digit => parseInt(digit, 16).toString(2).padStart(4, '0')).join(''); }
		const now = bits.slice(0, spacing);
		bits = bits.slice(spacing);
		return now.replaceAll('0', ' ').replaceAll('1', '\t');
	};
	// After a key, or before an element of a list. A JSON string holds no line end.
	const text = plain.replace(/^( +"(?:[^"\\]|\\.)*":)(?= )|^( +)(?=[^\s{}[\]"]|"(?:[^"\\]|\\.)*",?$)/gm, begin => `${begin}${gap()}`);
	return Buffer.byteLength(text) <= maxRecordBytes ? text : plain;
}
