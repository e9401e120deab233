import type { Frame, Locator, Page } from 'playwright-core';

/** VS Code's own. */
export type Theme = 'dark' | 'light' | 'hc' | 'hcLight';

export interface WindowOptions {
	/** Absolute path of the folder to open. Without it and `workspaceFile` the window is empty. */
	readonly folder?: string;
	/** Absolute path of a `.code-workspace` file. */
	readonly workspaceFile?: string;
	/** Absolute path of an extension under development; this repository if not given, `null` for none. */
	readonly extensionPath?: string | null;
	/** Where installed extensions live; an empty folder if not given. */
	readonly extensionsDir?: string;
	/** `dark` if not given. */
	readonly theme?: Theme;
	/** In CSS pixels; 1440 × 900 if not given. */
	readonly size?: { readonly width: number; readonly height: number };
	/** User settings on top of those that keep the window quiet. */
	readonly settings?: Readonly<Record<string, unknown>>;
	/** Opens in Restricted Mode, with Workspace Trust at work; everything is trusted if not set. */
	readonly restricted?: boolean;
	/** Folder for VS Code's own data, kept on close, so that a second window finds what the first left. */
	readonly userData?: string;
	/** Environment variables for the extension host, on top of this process's own. */
	readonly env?: Readonly<Record<string, string>>;
}

/** What a row of a tree shows and says. */
export interface Row {
	/** 1 for a root. */
	readonly level: number;
	readonly label: string;
	readonly description: string;
	/** What a screen reader says. */
	readonly ariaLabel: string;
	readonly selected: boolean;
	/** `undefined` for a row that can't be opened. */
	readonly expanded: boolean | undefined;
}

/** The label of a row, or the labels from its root down to it. */
export type RowPath = string | readonly string[];

/** One view of a side bar. Every verb waits for its row, and scrolls to it. */
export interface Tree {
	/** The rows that are in sight, in their order. */
	rows(): Promise<readonly Row[]>;
	/** The row itself, in sight, for what the verbs don't cover. */
	row(path: RowPath): Promise<Locator>;
	expand(path: RowPath): Promise<void>;
	collapse(path: RowPath): Promise<void>;
	/** Clicks it, with modifiers for a multiple selection. */
	select(path: RowPath, modifiers?: readonly ('Control' | 'Shift')[]): Promise<void>;
	contextMenu(path: RowPath): Promise<Menu>;
	/** Presses the button that the row shows at its right. */
	inlineAction(path: RowPath, title: string): Promise<void>;
	/** Presses the button in the view's title bar. */
	viewAction(title: string): Promise<void>;
	/** The text of the row's tooltip. */
	hover(path: RowPath): Promise<string>;
	/** What the view shows instead of rows: its welcome text, line by line, and the message above the rows. */
	welcome(): Promise<{ readonly text: string; readonly buttons: readonly string[]; press(button: string): Promise<void> }>;
	message(): Promise<string>;
}

export interface Menu {
	readonly entries: readonly { readonly label: string; readonly enabled: boolean }[];
	/** Chooses an entry; more labels walk through submenus. */
	choose(...labels: readonly string[]): Promise<void>;
	dismiss(): Promise<void>;
}

export interface QuickInput {
	readonly title: string;
	readonly value: string;
	readonly placeholder: string;
	/** The line under the input: the prompt of an input box, or what its validation says. */
	readonly message: string;
	readonly items: readonly QuickInputItem[];
	/** Labels of the buttons in the title bar. */
	readonly buttons: readonly string[];
	/** Replaces the value. Look again with `quickInput()` for what it led to. */
	type(text: string): Promise<void>;
	enter(): Promise<void>;
	escape(): Promise<void>;
	/** Waits for the item with exactly this label and clicks it. */
	pick(label: string): Promise<void>;
	/** Presses a button of the title bar, or of the item with this label. */
	press(button: string, item?: string): Promise<void>;
}

export interface QuickInputItem {
	readonly label: string;
	readonly description: string;
	readonly detail: string;
	/** The heading that stands at the right of the first item of a group. */
	readonly separator: string;
	readonly focused: boolean;
	readonly buttons: readonly string[];
}

export interface Notification {
	readonly severity: 'info' | 'warning' | 'error';
	readonly message: string;
	readonly buttons: readonly string[];
	choose(button: string): Promise<void>;
	dismiss(): Promise<void>;
}

export interface Explorer {
	/** Brings it into the side bar and waits for its rows. */
	show(): Promise<void>;
	/** Opens the folders above a file or folder (relative to the opened folder, or absolute) and returns its row, in sight. */
	reveal(path: string): Promise<Locator>;
	/** Clicks it, with modifiers for a multiple selection. */
	select(path: string, modifiers?: readonly ('Control' | 'Shift')[]): Promise<void>;
	contextMenu(path: string): Promise<Menu>;
	/** The letters at the right of its name, '' for none, and what a screen reader says of the row. */
	decoration(path: string): Promise<{ readonly badge: string; readonly ariaLabel: string }>;
}

export interface Window {
	readonly page: Page;
	readonly explorer: Explorer;
	/** Runs a command from the palette by the entry it shows, `Category: Title` or only the title. */
	command(title: string): Promise<void>;
	/** Opens a view container by its title in the activity bar; returns the titles of its views. */
	openView(containerTitle: string): Promise<readonly string[]>;
	tree(viewTitle: string): Tree;
	/** Waits for a quick pick or input box. */
	quickInput(): Promise<QuickInput>;
	/** The messages that stand in the corner now. */
	notifications(): Promise<readonly Notification[]>;
	/** Waits for a message that contains or matches `text`. */
	notification(text: string | RegExp): Promise<Notification>;
	/** Waits for the content of a webview by its tab's or view's title. */
	frame(title: string): Promise<Frame>;
	/** Titles of the open editors, the active one first. */
	editors(): Promise<readonly string[]>;
	/** Writes `out/screenshots/<name>.png` and returns its path. */
	screenshot(name: string): Promise<string>;
	/**
	 * A screenshot in each theme, `<name>-<theme>`; `dark`, `light` and `hc` if not given. Menus and inputs stay open; `again` brings back what goes with a
	 * change of theme, as tooltips do. Needs a folder.
	 */
	screenshots(name: string, themes?: readonly Theme[], again?: () => unknown): Promise<void>;
	/** Changes the theme, in pages too, by a setting of the folder. */
	theme(name: Theme): Promise<void>;
	/** Errors of the page, of the extension host and of extensions' log channels, without those that come from being offline. */
	log(): Promise<readonly string[]>;
	/** Trusts the workspace of a window that was opened `restricted`, in the editor that VS Code has for it. */
	grantTrust(): Promise<void>;
	/** Loads the window again, as *Developer: Reload Window* does. */
	reload(): Promise<void>;
	close(): Promise<void>;
}

/** Opens a real VS Code and drives it as a person would. */
export function openWindow(options?: WindowOptions): Promise<Window>;

/**
 * Repeats `check` until it neither throws nor rejects, and returns its value; after `patience` milliseconds (10,000 if not given) the last
 * error flies.
 */
export function eventually<T>(check: () => T | Promise<T>, patience?: number): Promise<T>;
