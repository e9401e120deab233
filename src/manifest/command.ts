export type MenuId = 'view/title' | 'view/item/context' | 'explorer/context' | 'editor/title' | 'editor/title/context' | 'modelRegistry.copy';

export interface MenuPlace {
	readonly when?: string;
	/** `group@order`. */
	readonly group: string;
}

/** A command as package.json says it. Its handler stands under the same id in editor/commands/index.ts. */
export interface CommandContribution {
	/** Title Case; an ellipsis only where more input follows. */
	readonly title: string;
	/** For places that have no room for the title. */
	readonly icon?: string;
	/** Where it can't run, it is shown greyed. */
	readonly enablement?: string;
	/** Set where it needs a trusted workspace and yet writes nothing: it works while the past is looked at too. */
	readonly worksInPast?: true;
	/** When the palette lists it; `false`: never. */
	readonly palette?: string | false;
	readonly menus?: { readonly [M in MenuId]?: MenuPlace | readonly MenuPlace[] };
	/** Its handler is told `{ from: 'view' }`, and acts on what is selected there. */
	readonly keybinding?: { readonly key: string; readonly mac?: string; readonly when: string };
}
