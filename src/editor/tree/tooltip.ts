import * as vscode from 'vscode';
import type { Registry } from '../../core/registry';
import { formatWhen } from '../../core/present/when';
import { t } from '../words';
import { inert } from './inert';
import { exactSize } from './exactSize';
import type { ModelNode, SourcePlace, TreeNode } from './node';
import { versionTooltip, type TooltipLink } from './versionTooltip';

/** What hovering over a row says; undefined where the row says it all. */
export async function tooltipOf(registry: Registry, node: TreeNode): Promise<vscode.MarkdownString | string | undefined> {
	switch (node.kind) {
		case 'version': {
			const target = [{ folder: node.folder, version: node.version.id }];
			const links: readonly TooltipLink[] = [
				{ title: t('Show History'), command: 'modelRegistry.showHistory', args: target },
				{ title: t('Open Record File'), command: 'modelRegistry.openRecord', args: target },
				{ title: t('Check Reproducibility'), command: 'modelRegistry.checkReproducibility', args: target },
				{ title: t('Copy Reference'), command: 'modelRegistry.copyReference', args: target },
			];
			const { id } = node.version;
			const [pins, [reproduced]] = [await registry.pins(id), await registry.reproductions(id)];
			return markdown(versionTooltip(await registry.versionDetails(id), node.standing, links, { pins, reproduced }), links);
		}
		case 'model': return markdown(modelTooltip(node), []);
		case 'failure': return node.sentence;
		case 'metric': return markdown(sourced(node.name, String(node.value), node.source), []);
		case 'parameter': return markdown(sourced(node.name, node.text, node.source), []);
		case 'file': return markdown(`**${inert(node.path)}**\n\n${inert(exactSize(node.bytes))}\n\nSHA-256 \`${node.digest.replace(/[^0-9a-f]/g, '')}\``, []);
		case 'input': return markdown([`**${inert(node.input.name)}**`, node.input.uri === undefined ? '' : inert(node.input.uri, 300), source(node.input.source)].filter(line => line !== '').join('\n\n'), []);
		case 'fact': return `${node.label}: ${node.copy ?? node.value}`;
		case 'conflict': return markdown(node.conflict.sides.map((side, at) => `**${inert(side.label)}** &nbsp; ${inert(side.by.name, 60)}, ${formatWhen(side.at)}${at === 0 ? ` · ${t('in effect for now')}` : ''}${side.reason ? `\n\n${inert(side.reason, 300)}` : ''}`).join('\n\n---\n\n'), []);
		default: return undefined;
	}
}

function markdown(text: string, links: readonly TooltipLink[]): vscode.MarkdownString {
	const made = new vscode.MarkdownString(text, true);
	// Only for the colour of a change; every text from a record goes through `inert`.
	made.supportHtml = true;
	made.isTrusted = links.length ? { enabledCommands: links.map(link => link.command) } : false;
	return made;
}

function modelTooltip({ model }: ModelNode): string {
	const tags = Object.entries(model.tags).map(([tag, value]) => `${inert(tag, 60)} = ${inert(value, 80)}`);
	const aliases = model.aliases.map(alias => `${inert(alias.name, 60)}${alias.inConflict ? '?' : ''}`);
	return [
		`**${inert(model.name)}** &nbsp; ${model.versions === 1 ? t('1 version') : t('{0} versions', model.versions)}${model.archived ? `, ${t('{0} archived', model.archived)}` : ''}`,
		aliases.length ? `${t('Aliases')}: ${aliases.join(', ')}` : '', tags.length ? `${t('Tags')}: ${tags.join(', ')}` : '',
		t('Last changed {0}', formatWhen(model.updated)),
	].filter(line => line !== '').join('\n\n');
}

function sourced(name: string, value: string, from: SourcePlace | undefined): string {
	return `**${inert(name)}** &nbsp; ${inert(value, 500)}${from ? `\n\n${source(from)}` : ''}`;
}

/** Where a value was read. */
export function source({ tool, path, field }: SourcePlace): string {
	if (tool === 'user') { return t('Said at registration'); }
	return inert(path === undefined ? t('From {0}', tool) : field === undefined ? t('From {0}', path) : t('From {0}, {1}', path, field), 300);
}
