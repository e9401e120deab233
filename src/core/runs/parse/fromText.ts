import { Numeral, type Data } from '../../parse/data';
import { notFinite } from './flatten';

/** A value that a tool kept as the text which Python printed: numbers, `True`, `None`, and lists of them; anything else stays text. */
export function fromText(text: string): Data {
	const plain = text.trim();
	if (/^[-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?$/i.test(plain)) { return new Numeral(Number(plain), plain); }
	if (plain === 'True' || plain === 'true') { return true; }
	if (plain === 'False' || plain === 'false') { return false; }
	if (plain === 'None' || plain === 'null') { return null; }
	const list = /^[[(]([^[\](){}'"]*)[\])]$/.exec(plain)?.[1];
	if (list !== undefined) { return list.trim() === '' ? [] : list.replace(/,\s*$/, '').split(',').map(fromText); }
	return notFinite(plain) ?? text;
}
