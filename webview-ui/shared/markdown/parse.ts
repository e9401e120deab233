import MarkdownIt, { type Token } from 'markdown-it';

/** What markdown-it found, as a tree: `type` is its token's without '_open', and what is no container has no children. */
export interface MarkNode {
	readonly type: string;
	/** The HTML tag that it would be: 'h2', 'td'. */
	readonly tag: string;
	readonly content: string;
	readonly attributes: Readonly<Record<string, string>>;
	readonly children: readonly MarkNode[];
}

/** CommonMark with the tables, strikethrough and bare addresses of GitHub's. HTML stays the text that it is, and quotes stay as written. */
const reader = new MarkdownIt({ html: false, linkify: true, typographer: false, breaks: false });
reader.linkify.set({ fuzzyLink: false, fuzzyEmail: false, fuzzyIP: false });
// Which links lead somewhere is decided where they are drawn: one that leads nowhere is still its text.
reader.validateLink = () => true;

/** A head of `key: value` lines, as the Hugging Face Hub's cards have. */
const frontMatter = /^---[ \t]*\n([\s\S]*?\n)---[ \t]*(?:\n|$)/;

/** Reads Markdown. Never throws: any text is some Markdown. */
export function parseMarkdown(text: string): readonly MarkNode[] {
	const plain = text.replace(/\r\n?/g, '\n').replace(/^\uFEFF/, '');
	const head = frontMatter.exec(plain);
	const body = treeOf(reader.parse(head ? plain.slice(head[0].length) : plain, {}));
	return head?.[1] === undefined ? body : [{ type: 'front_matter', tag: 'code', content: head[1], attributes: {}, children: [] }, ...body];
}

function treeOf(tokens: readonly Token[]): readonly MarkNode[] {
	const root: MarkNode[] = [];
	const open: MarkNode[][] = [root];
	for (const token of tokens) {
		if (token.nesting < 0) { if (!token.hidden && open.length > 1) { open.pop(); } continue; }
		// The paragraphs of a tight list.
		if (token.hidden) { continue; }
		const children: MarkNode[] = token.type === 'inline' || token.type === 'image' ? [...treeOf(token.children ?? [])] : [];
		const node: MarkNode = { type: token.type.replace(/_open$/, ''), tag: token.tag, content: token.content, attributes: Object.fromEntries((token.attrs ?? []).map(([name, value]) => [name, String(value)])), children };
		open.at(-1)?.push(node);
		if (token.nesting > 0) { open.push(children); }
	}
	return root;
}

/** The words of a tree, without what dresses them. */
export function wordsOf(nodes: readonly MarkNode[]): string {
	return nodes.map(node => (node.children.length ? wordsOf(node.children) : node.type === 'softbreak' || node.type === 'hardbreak' ? ' ' : node.content)).join('');
}
