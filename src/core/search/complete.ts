import { fieldNames, fields, isNamed, typeOf, type FieldName } from './fields';
import { Fault, Parser, type Expecting } from './parser';
import { printField, printValue } from './printSearch';
import { isFault, nextToken } from './tokens';

/** What a registry has that a search may name. */
export interface SearchNames {
	readonly models: readonly string[];
	readonly metrics: readonly string[];
	readonly params: readonly string[];
	/** Tag → the values that it has. */
	readonly tags: Readonly<Record<string, readonly string[]>>;
	readonly aliases: readonly string[];
	readonly frameworks: readonly string[];
	readonly formats: readonly string[];
	readonly authors: readonly string[];
	readonly branches: readonly string[];
}

export interface Candidate {
	/** What takes the place of the text from `from` to `to`. */
	readonly text: string;
	readonly kind: 'field' | 'operator' | 'value' | 'word';
	/** A few words. */
	readonly about: string;
}

export interface Completion { readonly from: number; readonly to: number; readonly candidates: readonly Candidate[] }

const most = 200;

/** What may stand at the caret: fields with the registry's own names, operators, values, 'and' and 'or'. What begins as typed comes first. */
export function complete(text: string, caret: number, names: SearchNames): Completion {
	const { from, to } = wordAt(text, Math.max(0, Math.min(caret, text.length)));
	const typed = text.slice(from, caret).toLowerCase().replaceAll('"', '');
	const rank = ({ text: one }: Candidate) => {
		const plain = one.toLowerCase().replaceAll('"', '');
		return plain.startsWith(typed) ? 0 : plain.includes(typed) ? 1 : 2;
	};
	const all = expectedAt(text.slice(0, from)).flatMap(expecting => candidatesFor(expecting, names));
	const unique = [...new Map(all.map(one => [one.text, one])).values()].map(one => ({ one, rank: rank(one) }));
	return { from, to, candidates: unique.filter(({ rank: place }) => place < 2).sort((a, b) => a.rank - b.rank).slice(0, most).map(({ one }) => one) };
}

/** The word that the caret is in or right behind; an empty stretch between words. */
function wordAt(text: string, caret: number): { readonly from: number; readonly to: number } {
	let before: { readonly text: string; readonly from: number; readonly end: number; readonly tilde: boolean } | undefined;
	for (let at = 0; at < caret;) {
		const token = nextToken(text, at, before?.tilde === true);
		const end = token.offset + token.length;
		// A name in quotes belongs to the 'metrics.' right before it.
		const joins = before?.end === token.offset && before.text.endsWith('.');
		const from = joins && before ? before.from : token.offset;
		if (isFault(token)) { return { from: Math.min(from, caret), to: end }; }
		if (token.is === 'end' || token.offset >= caret) { break; }
		if (end >= caret && (token.is === 'word' || token.is === 'quoted')) { return { from, to: end }; }
		before = { text: token.is === 'word' ? token.text : '', from: token.offset, end, tilde: token.is === 'operator' && token.text.endsWith('~') };
		at = end;
	}
	return { from: caret, to: caret };
}

/** What could follow a text; nothing where it is wrong before its end. */
function expectedAt(text: string): readonly Expecting[] {
	const parser = new Parser(text);
	try {
		parser.search();
	} catch (error) {
		if (!(error instanceof Fault)) { throw error; }
	}
	return parser.atEnd;
}

function candidatesFor(expecting: Expecting, names: SearchNames): readonly Candidate[] {
	switch (expecting.is) {
		case 'operand': return operands(names);
		case 'connective': return [word('and', 'both have to hold'), word('or', 'either has to hold')];
		case 'close': return [];
		case 'operator': return operatorsOf(expecting.field.name).map(([text, about]) => ({ text, kind: 'operator', about }));
		case 'value': return valuesOf(expecting.field.name, expecting.field.of, names).map(text => ({ text, kind: 'value', about: '' }));
	}
}

function operands(names: SearchNames): readonly Candidate[] {
	const plain = fieldNames.filter(name => !isNamed(name)).map((name): Candidate => ({ text: name, kind: 'field', about: fields[name].about }));
	const named = (name: FieldName, of: readonly string[]) => of.map((one): Candidate => ({ text: printField({ name, of: one }), kind: 'field', about: fields[name].about }));
	return [...named('metrics', names.metrics), ...named('params', names.params), ...named('tag', Object.keys(names.tags)), ...plain, word('not', 'the following must not hold')];
}

function word(text: string, about: string): Candidate {
	return { text, kind: 'word', about };
}

function operatorsOf(name: FieldName): readonly (readonly [text: string, about: string])[] {
	const equality = [['=', 'is'], ['!=', 'is not'], ['in', 'is one of a list: in (a, b)']] as const;
	const order = [['>', 'more than'], ['>=', 'at least'], ['<', 'less than'], ['<=', 'at most']] as const;
	const texts = [['~', 'contains, or matches /a regular expression/'], ['!~', 'does not contain']] as const;
	switch (typeOf(name)) {
		case 'text': case 'hash': return [...equality, ...texts];
		case 'flag': return equality.slice(0, 2);
		case 'recorded': return [...equality, ...order, ...texts];
		case 'number': return [...order, ...equality];
		default: return [...equality, ...order];
	}
}

function valuesOf(name: FieldName, of: string | undefined, names: SearchNames): readonly string[] {
	const texts = (list: readonly string[]) => list.map(text => printValue({ is: 'text', text }, typeOf(name)));
	switch (name) {
		case 'model': return texts(names.models);
		case 'alias': return texts(names.aliases);
		case 'tag': return texts(of !== undefined && Object.hasOwn(names.tags, of) ? names.tags[of] ?? [] : []);
		case 'framework': return texts(names.frameworks);
		case 'format': return texts(names.formats);
		case 'author': return texts(names.authors);
		case 'branch': return texts(names.branches);
		case 'created': return ['today', 'yesterday', '7d', '30d', '3mo', '1y'];
		case 'archived': case 'dirty': return ['true', 'false'];
		case 'size': return ['1MB', '100MB', '1GB'];
		case 'parameters': return ['1M', '100M', '1B', '7B'];
		default: return [];
	}
}
