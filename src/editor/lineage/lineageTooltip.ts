import * as vscode from 'vscode';
import { formatWhen } from '../../core/present/when';
import { inert } from '../tree/inert';
import { short } from '../tree/short';
import { t } from '../words';
import type { ThingRow } from './lineageNode';
import { edgeWords, relationWords } from './relationWords';

/** What it is, and how that is known. */
export function lineageTooltip(row: ThingRow): vscode.MarkdownString {
	const { node, edge } = row;
	const lines = [
		`**${inert(short(node.title))}**`,
		node.uri === undefined ? undefined : inert(short(node.uri, 300)),
		node.digest === undefined ? undefined : `SHA-256 ${node.digest}`,
		edge === undefined ? undefined : edge.byHand
			? inert(t('{0}: said by {1} on {2}', relationWords(edge.relation), short(edge.byHand.by.name || edge.byHand.by.email || t('somebody'), 60), formatWhen(edge.byHand.at)) + (edge.byHand.reason === undefined ? '' : `. ${short(edge.byHand.reason, 300)}`))
			: inert(edge.source?.path === undefined ? edgeWords(edge, row.side) : t('{0}: read from {1}', relationWords(edge.relation), short(edge.source.path, 200))),
	];
	return new vscode.MarkdownString(lines.filter(line => line !== undefined).join('\n\n'));
}
