import { html, nothing, type TemplateResult } from 'lit';
import { ifDefined } from 'lit/directives/if-defined.js';
import { plainLine, plainText } from '../../../src/core/present/plain';
import { icon } from '../icon';
import { t } from '../words';
import { linkTarget } from './linkTarget';
import { parseMarkdown, wordsOf, type MarkNode } from './parse';

export interface MarkdownOptions {
	/** Opens a file of the workspace. */
	openFile(path: string): void;
	/** A first heading that says no more than this, which stands above already, is left out. */
	readonly title?: string;
}

const mostRemembered = 8;
const remembered = new Map<string, readonly MarkNode[]>();

function treeOf(text: string): readonly MarkNode[] {
	const known = remembered.get(text);
	if (known) { return known; }
	const made = parseMarkdown(text);
	if (remembered.size >= mostRemembered) { remembered.clear(); }
	remembered.set(text, made);
	return made;
}

/**
 * Markdown as elements. They are made one by one from what was read: no text ever becomes markup, no picture is loaded, and a link leads
 * outside by http, https or mailto, or to a file of the workspace, or is only its text.
 */
export function markdown(text: string, options: MarkdownOptions): TemplateResult {
	const nodes = treeOf(text);
	const first = nodes.find(node => node.type !== 'front_matter');
	const repeats = first?.type === 'heading' && wordsOf(first.children).trim().toLowerCase() === options.title?.trim().toLowerCase();
	return html`<div class="markdown">${all(repeats ? nodes.filter(node => node !== first) : nodes, options)}</div>`;
}

function all(nodes: readonly MarkNode[], options: MarkdownOptions): readonly unknown[] {
	return nodes.map(node => one(node, options));
}

function one(node: MarkNode, options: MarkdownOptions): unknown {
	const inner = () => all(node.children, options);
	switch (node.type) {
		case 'text': case 'html_inline': case 'html_block': case 'text_special': return plainLine(node.content);
		case 'inline': return inner();
		case 'paragraph': return html`<p>${inner()}</p>`;
		case 'heading': return heading(node, inner());
		case 'strong': return html`<strong>${inner()}</strong>`;
		case 'em': return html`<em>${inner()}</em>`;
		case 's': return html`<s>${inner()}</s>`;
		case 'code_inline': return html`<code>${plainLine(node.content)}</code>`;
		case 'softbreak': return '\n';
		case 'hardbreak': return html`<br>`;
		case 'hr': return html`<hr>`;
		case 'fence': case 'code_block': case 'front_matter': return html`<pre tabindex="0" role="region" aria-label=${t('Code')}><code>${plainText(node.content.replace(/\n$/, ''))}</code></pre>`;
		case 'blockquote': return html`<blockquote>${inner()}</blockquote>`;
		case 'bullet_list': return html`<ul>${inner()}</ul>`;
		case 'ordered_list': return html`<ol start=${ifDefined(node.attributes['start'])}>${inner()}</ol>`;
		case 'list_item': return html`<li>${inner()}</li>`;
		case 'table': return html`<div class="table" tabindex="0" role="region" aria-label=${t('Table')}><table>${inner()}</table></div>`;
		case 'thead': return html`<thead>${inner()}</thead>`;
		case 'tbody': return html`<tbody>${inner()}</tbody>`;
		case 'tr': return html`<tr>${inner()}</tr>`;
		case 'th': return html`<th scope="col" class=${alignment(node)}>${inner()}</th>`;
		case 'td': return html`<td class=${alignment(node)}>${inner()}</td>`;
		case 'link': return link(node.attributes['href'] ?? '', inner(), options);
		case 'image': return link(node.attributes['src'] ?? '', html`${icon('file-media')} ${plainLine(wordsOf(node.children) || t('picture'))}`, options);
		default: return node.children.length ? inner() : plainLine(node.content);
	}
}

/** Under the page's own headings. */
function heading({ tag }: MarkNode, inner: unknown): TemplateResult {
	switch (tag) {
		case 'h1': return html`<h3 class="first">${inner}</h3>`;
		case 'h2': return html`<h4>${inner}</h4>`;
		case 'h3': return html`<h5>${inner}</h5>`;
		default: return html`<h6>${inner}</h6>`;
	}
}

function alignment({ attributes }: MarkNode): string {
	return /text-align:\s*(right|center)/.exec(attributes['style'] ?? '')?.[1] ?? '';
}

function link(href: string, inner: unknown, { openFile }: MarkdownOptions): unknown {
	const target = linkTarget(href);
	if (!target) { return html`<span class="no-link" title=${href === '' ? nothing : plainLine(href).slice(0, 200)}>${inner}</span>`; }
	if (target.is === 'address') { return html`<a href=${target.href} title=${plainLine(target.href).slice(0, 300)} rel="noreferrer noopener">${inner}</a>`; }
	return html`<button class="link" title=${t('Open {0}', plainLine(target.path))} @click=${() => { openFile(target.path); }}>${inner}</button>`;
}
