import { Composer, isAlias, isMap, isNode, isScalar, isSeq, Lexer, Parser, type CST, type Document } from 'yaml';
import { RegistryError } from '../../errors';
import { Numeral, type Data } from '../../parse/data';

/** Nodes after aliases were followed: what a file of 8 MiB can honestly hold. A bomb of aliases reaches it at once. */
const maxNodes = 500_000;
const maxDepth = 100;
/** Some 20,000 lines; a second's work. */
const maxLexemes = 200_000;

/**
 * YAML 1.2 as plain data: unknown tags (`!!python/tuple`, `!!python/object:…`) fall away and nothing is constructed, whole numbers past
 * 2^53 keep their digits. `path` is only for the sentence. Throws RegistryError('damaged-file').
 */
export function parsePlainYaml(text: string, path: string): Data {
	const document = parsed(text, path);
	const error = document.errors[0];
	if (error) {
		const line = text.slice(0, error.pos[0]).split('\n').length;
		throw new RegistryError('damaged-file', { path, why: `line ${line} is not YAML (${firstSentence(error.message)})` });
	}
	return plain(document, path);
}

function plain(document: Document, path: string): Data {
	let nodes = 0;
	// The library's own look-up searches the whole document for each alias.
	const anchors = new Map<string, unknown>();

	function data(node: unknown, depth: number): Data {
		if (++nodes > maxNodes || depth > maxDepth) { throw new RegistryError('damaged-file', { path, why: 'its YAML unfolds to too many values' }); }
		if (isAlias(node)) { return data(anchors.get(node.source), depth + 1); }
		if (isNode(node) && node.anchor !== undefined) { anchors.set(node.anchor, node); }
		if (isScalar(node)) { return scalar(node.value, node.source, node.tag); }
		if (isSeq(node)) { return node.items.map(item => data(item, depth + 1)); }
		if (!isMap(node)) { return null; }
		const entries = new Map<string, Data>();
		for (const { key, value } of node.items) {
			if (isMergeKey(key)) {
				const merged = data(value, depth + 1);
				for (const source of Array.isArray(merged) ? (merged as readonly Data[]) : [merged]) {
					if (source instanceof Map) {
						for (const [name, inner] of source as ReadonlyMap<string, Data>) { if (!entries.has(name)) { entries.set(name, inner); } }
					}
				}
			} else {
				entries.set(keyText(key), data(value, depth + 1));
			}
		}
		return entries;
	}

	return data(document.contents, 0);
}

function isMergeKey(key: unknown): boolean {
	return isScalar(key) && (typeof key.value === 'symbol' || (key.value === '<<' && key.type === 'PLAIN'));
}

function keyText(key: unknown): string {
	return isScalar(key) ? (key.source ?? String(key.value)) : String(key);
}

function scalar(value: unknown, source: string | undefined, tag: string | undefined): Data {
	if (typeof value === 'bigint' || typeof value === 'number') { return new Numeral(Number(value), source ?? String(value)); }
	if (typeof value === 'boolean') { return value; }
	// `!!python/name:torch.optim.Adam ''` says all it has to say in its tag.
	const python = /python\/(?:name|object|module)[^:]*:(.+)$/.exec(tag ?? '')?.[1];
	if (typeof value === 'string') { return value === '' && python ? python : value; }
	return value === null || value === undefined ? (python ?? null) : (source ?? '');
}

/**
 * The library's composer recurses, and near the end of the stack it takes the whole process down (V8 gives up on a regular expression). Its
 * lexer and parser don't: so the depth is measured on their tokens first.
 */
function parsed(text: string, path: string): Document {
	const parser = new Parser();
	const tokens: CST.Token[] = [];
	let lexemes = 0;
	let open = 0;
	let indicators = 0;
	for (const lexeme of new Lexer().lex(text)) {
		open += lexeme === '[' || lexeme === '{' ? 1 : lexeme === ']' || lexeme === '}' ? -1 : 0;
		// `- - - -` opens a sequence with each.
		indicators = lexeme === '-' || lexeme === '?' || lexeme === ':' ? indicators + 1 : lexeme.trim() === '' ? indicators : 0;
		if (++lexemes > maxLexemes) { throw new RegistryError('damaged-file', { path, why: 'it holds more YAML than is read' }); }
		if (open > maxDepth || indicators > maxDepth) { throw tooDeep(path); }
		tokens.push(...parser.next(lexeme));
	}
	tokens.push(...parser.end());
	if (isDeep(tokens)) { throw tooDeep(path); }
	const composer = new Composer({ intAsBigInt: true, logLevel: 'silent', uniqueKeys: false, prettyErrors: false, merge: true });
	for (const document of composer.compose(tokens, true, text.length)) { return document; }
	throw new Error('The composer was asked for a document and gave none.');
}

function tooDeep(path: string): RegistryError {
	return new RegistryError('damaged-file', { path, why: 'its YAML is nested too deep' });
}

function isDeep(tokens: readonly CST.Token[]): boolean {
	let level: readonly CST.Token[] = tokens;
	for (let depth = 0; depth <= maxDepth; depth++) {
		if (level.length === 0) { return false; }
		level = level.flatMap(inside);
	}
	return true;
}

function inside(token: CST.Token): readonly CST.Token[] {
	const items = 'items' in token ? token.items.flatMap((item): (CST.Token | null | undefined)[] => [item.key, 'value' in item ? item.value : undefined]) : [];
	return [...items, token.type === 'document' ? token.value : undefined].filter(one => one !== null && one !== undefined);
}

function firstSentence(message: string): string {
	return message.split('\n')[0]?.replace(/[.:]$/, '').slice(0, 120) ?? '';
}
