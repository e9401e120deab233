import { rowOf } from './tree/rows';
import type { TreeNode } from './tree/node';
import type { App } from './app';
import { runRow } from './runs/runRow';
import type { RunsNode } from './runs/runNode';

/** What `activate` returns: how tests look at the extension from inside. Not for other extensions. */
export interface Api {
	/** Milliseconds that loading and activating took. */
	readonly activation: { readonly load: number; readonly activate: number };
	readonly app: App;
	/** The Models view as text, a row a line, opened `depth` levels deep. */
	rows(depth: number): Promise<string>;
	/** The Runs Found view, likewise. */
	runRows(): Promise<string>;
}

export function apiOf(app: App, activation: Api['activation']): Api {
	const list = async (depth: number, parent?: TreeNode, indent = ''): Promise<string[]> => {
		const lines: string[] = [];
		for (const node of await app.view.tree.getChildren(parent)) {
			const { label, description, icon, opens } = rowOf(node, new Date());
			lines.push(`${indent}${icon === undefined ? '' : `(${icon}) `}${label}${description ? `   ${description}` : ''}`);
			if (depth > 1 && opens !== 'no') { lines.push(...await list(depth - 1, node, `${indent}  `)); }
		}
		return lines;
	};
	const runs = async (parent?: RunsNode, indent = ''): Promise<string[]> => {
		const lines: string[] = [];
		for (const node of await app.runs.tree.getChildren(parent)) {
			const { label, description, icon } = runRow(node, new Date());
			lines.push(`${indent}${icon === undefined ? '' : `(${icon}) `}${label}${description ? `   ${description}` : ''}`, ...await runs(node, `${indent}  `));
		}
		return lines;
	};
	return { activation, app, runRows: async () => (await runs()).join('\n'), rows: async depth => (await list(depth)).join('\n') };
}
