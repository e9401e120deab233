import { readFileSync } from 'node:fs';
import type { Frame } from 'playwright-core';

const axe = readFileSync('node_modules/axe-core/axe.min.js', 'utf8');

/** What axe-core finds against WCAG 2.1 A and AA on a page, a line a fault. */
export async function faults(frame: Frame): Promise<readonly string[]> {
	await frame.evaluate(axe);
	return frame.evaluate<string[]>(`axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa'] }).then(({ violations }) =>
		violations.flatMap(({ id, nodes }) => nodes.slice(0, 3).map(node => id + ': ' + node.html.slice(0, 160) + ' ' + (node.any[0]?.message ?? ''))))`);
}
