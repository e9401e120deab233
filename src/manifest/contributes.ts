import type { CommandContribution, MenuId, MenuPlace } from './command';
import { and, hasRegistry, isTrusted, not } from './contextKeys';
import { commands, submenus } from './commands';
import { customEditors } from './editors';
import { markerGlob } from './files';
import { settings } from './settings';
import { compareViewType, conflictsViewType, lineageViewType, modelViewType, textScheme } from './viewTypes';
import { changesView, container, lineageView, modelsView, runsView, welcomes } from './views';

/** package.nls.json: every text that package.json shows, by the key that stands there between percent signs. */
const nls: Record<string, string> = {};

function text(name: string, english: string): string {
	nls[name] = english;
	return `%${name}%`;
}

/** What changes something is gone while the past is looked at. */
const entries = Object.entries<CommandContribution>(commands).map(([id, command]) => [id, isTrusted === command.enablement && !command.worksInPast ? inPresent(command) : command] as const);

function inPresent(command: CommandContribution): CommandContribution {
	const present = not('modelRegistry.past');
	const menus = Object.entries(command.menus ?? {}).map(([menu, places]) => [menu, [places as MenuPlace | readonly MenuPlace[]].flat().map(place => ({ ...place, when: place.when === undefined ? present : and(place.when, present) }))]);
	return { ...command, enablement: and(isTrusted, present), ...(menus.length ? { menus: Object.fromEntries(menus) as NonNullable<CommandContribution['menus']> } : {}) };
}

const short = (id: string) => id.replace(/^modelRegistry\./, '');

function menus(): Record<string, readonly object[]> {
	const found: Record<string, object[]> = {
		commandPalette: entries.flatMap(([command, { palette }]) => (palette === undefined ? [] : [{ command, when: palette === false ? 'false' : palette }])),
		'view/item/context': Object.entries(submenus).map(([submenu, { when, group }]) => ({ submenu, when, group })),
	};
	for (const [command, contribution] of entries) {
		for (const [menu, places] of Object.entries(contribution.menus ?? {}) as [MenuId, MenuPlace | readonly MenuPlace[]][]) {
			for (const place of [places].flat()) { (found[menu] ??= []).push({ command, ...place }); }
		}
	}
	return found;
}

const contributes = {
	viewsContainers: { activitybar: [{ ...container, title: text('container.title', container.title) }] },
	views: { [container.id]: [
		{ ...modelsView, name: text('view.models.name', modelsView.name), contextualTitle: text('container.title', container.title), initialSize: 2 },
		{ ...runsView, name: text('view.runs.name', runsView.name), contextualTitle: text('container.title', container.title), initialSize: 1, when: 'workspaceFolderCount > 0' },
		{ ...changesView, name: text('view.changes.name', changesView.name), contextualTitle: text('container.title', container.title), when: and(hasRegistry, isTrusted) },
		{ ...lineageView, name: text('view.lineage.name', lineageView.name), contextualTitle: text('container.title', container.title), when: hasRegistry },
	] },
	viewsWelcome: welcomes.map(({ name, view = modelsView.id, when, contents }) => ({ view, contents: text(`welcome.${name}`, contents), when })),
	commands: entries.map(([command, { title, icon, enablement }]) => ({
		command, title: text(`command.${short(command)}`, title), category: text('category', 'Model Registry'),
		...(icon === undefined ? {} : { icon }), ...(enablement === undefined ? {} : { enablement }),
	})),
	customEditors: customEditors.map(editor => ({ ...editor, displayName: text('editor.inspect', editor.displayName) })),
	submenus: Object.entries(submenus).map(([id, { label }]) => ({ id, label: text(`submenu.${short(id)}`, label) })),
	menus: menus(),
	keybindings: entries.flatMap(([command, { keybinding }]) => (keybinding ? [{ command, ...keybinding, args: { from: 'view' } }] : [])),
	configuration: {
		title: text('configuration.title', 'Model Registry'),
		properties: Object.fromEntries(Object.entries(settings).map(([name, { description, ...schema }], order) =>
			[`modelRegistry.${name}`, { ...schema, order, scope: 'resource', markdownDescription: text(`setting.${name}`, description) }])),
	},
};

/** What `node esbuild.mjs manifest` puts into package.json, and package.nls.json whole. */
export const manifest = {
	packageJson: {
		displayName: text('displayName', 'Model Registry'),
		description: text('description', 'A machine-learning model registry inside your workspace: versions, metrics, provenance and promotion, kept in your own git repository.'),
		icon: 'media/icon.png',
		galleryBanner: { color: '#1f2a3a', theme: 'dark' },
		pricing: 'Free',
		extensionKind: ['workspace'],
		activationEvents: ['workspaceContains:.model-registry/registry.json', ...(markerGlob === undefined ? [] : [`workspaceContains:${markerGlob}`]), `onFileSystem:${textScheme}`, `onWebviewPanel:${compareViewType}`, `onWebviewPanel:${modelViewType}`, `onWebviewPanel:${lineageViewType}`, `onWebviewPanel:${conflictsViewType}`, 'onUri'],
		capabilities: {
			untrustedWorkspaces: {
				supported: 'limited',
				description: text('capabilities.untrusted', 'In Restricted Mode the registry can be browsed and its files verified. Registering, every other change, and git need a trusted workspace.'),
			},
			virtualWorkspaces: {
				supported: false,
				description: text('capabilities.virtual', 'Model files, git and the registry have to be on a disk that the extension can read.'),
			},
		},
		l10n: './l10n',
		contributes,
	},
	nls,
};
