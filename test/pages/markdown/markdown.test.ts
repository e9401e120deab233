import assert from 'node:assert/strict';
import fc from 'fast-check';
import { linkTarget } from '../../../webview-ui/shared/markdown/linkTarget';
import { parseMarkdown, wordsOf, type MarkNode } from '../../../webview-ui/shared/markdown/parse';

const typesOf = (nodes: readonly MarkNode[]): readonly string[] => nodes.flatMap(node => [node.type, ...typesOf(node.children)]);

describe('Markdown of cards', () => {
	it('reads headings, lists, tables with their alignment, code and links', () => {
		const nodes = parseMarkdown('# churn\n\nIt is **good**.\n\n- one\n- two\n\n| a | b |\n|---|--:|\n| 1 | 2 |\n\n```py\nx = 1\n```\n[data](data/train.csv)');
		assert.deepEqual(nodes.map(node => node.type), ['heading', 'paragraph', 'bullet_list', 'table', 'fence', 'paragraph']);
		assert.equal(wordsOf(nodes[0]?.children ?? []), 'churn');
		assert.ok(typesOf(nodes).includes('strong'));
		const cell = nodes[3]?.children[0]?.children[0]?.children[1];
		assert.equal(cell?.attributes['style'], 'text-align:right');
		assert.equal(nodes[2]?.children.length, 2);
		assert.equal(wordsOf(nodes[2]?.children ?? []), 'onetwo', 'the paragraphs of a tight list are none');
	});

	it('takes the head of a Hub card for what it is', () => {
		const [head, first] = parseMarkdown('---\nlicense: mit\ntags:\n- a\n---\n# Hello');
		assert.deepEqual([head?.type, head?.content, first?.type], ['front_matter', 'license: mit\ntags:\n- a\n', 'heading']);
	});

	it('leaves markup the text that it is', () => {
		const text = '<script>alert(1)</script> <img src=x onerror="x()"> <!-- a -->\n\n<div onclick="x()">b</div>';
		const nodes = parseMarkdown(text);
		assert.ok(typesOf(nodes).every(type => !type.startsWith('html')));
		assert.match(wordsOf(nodes), /<script>alert\(1\)<\/script> <img src=x onerror="x\(\)">/);
	});

	it('lets links lead outside by three schemes, and to files below the workspace folder only', () => {
		const target = (href: string) => { const found = linkTarget(href); return found?.is === 'address' ? found.href : found?.path; };
		assert.equal(target('https://example.com/a?b#c'), 'https://example.com/a?b#c');
		assert.equal(target('mailto:ada@example.com'), 'mailto:ada@example.com');
		assert.equal(target('./data/my%20train.csv#L3'), 'data/my train.csv');
		for (const refused of ['command:workbench.action.quit', 'javascript:alert(1)', 'JaVaScRiPt:alert(1)', 'vscode://x', 'file:///etc/passwd', 'data:text/html,x', '/etc/passwd', '../secret', 'a/%2e%2e/%2e%2e/b', 'a\\b', '%00', '%zz', '//example.com', '#part', '?a', '', 'https://', 'C:/x', 'a%3Ab', 'java\tscript:x']) {
			assert.equal(linkTarget(refused), undefined, refused);
		}
	});

	it('reads any text without failing, and no other scheme is a link', () => {
		fc.assert(fc.property(fc.string({ unit: 'grapheme', maxLength: 200 }), text => { parseMarkdown(text); }));
		fc.assert(fc.property(fc.constantFrom('command', 'javascript', 'file', 'vbscript', 'vscode', 'data', 'blob', 'ftp'), fc.webPath(), (scheme, path) => linkTarget(`${scheme}:${path}`) === undefined));
	});
});
