import * as vscode from 'vscode';
import { RegistryError } from '../../core/errors';
import type { Registry } from '../../core/registry';
import type { Arrangement, Compared, ComparedView, CompareContract } from '../../protocol/compare';
import type { Answers } from '../../protocol/rpc';
import { longRunning } from '../longRunning';
import { openLinkedFile } from '../model/openLinkedFile';
import { openPage } from '../pages/openPage';
import type { FolderRegistry } from '../registries';
import { t } from '../words';
import { compareAsks } from './asks';
import type { CompareHome } from './comparisons';
import { chooseDirection } from './chooseDirection';
import { linkOf } from './link';
import { openCodeDiff } from './openCodeDiff';
import { pickMore } from './pickMore';
import { saveAs } from './saveAs';
import type { CompareTarget } from './target';
import { titleOf } from './titleOf';
import { openTextDiff } from './versionTexts';

/** Puts a comparison into its panel, until the panel is closed. */
export function openComparePage(home: CompareHome, panel: vscode.WebviewPanel, first: CompareTarget): void {
	const { registries, extensionUri, log } = home;
	const at = new ComparedTarget(home, panel, first);
	at.begin();
	const page = openPage<CompareContract>(panel.webview, { extensionUri, log }, { name: 'compare', title: t('Compare'), answers: answersFor(home, at), checks: compareAsks });
	const changes = registries.onDidChange(entry => { if (!entry || entry === at.entry) { at.outdate(); page.tell('changed'); } });
	panel.onDidDispose(() => { page.dispose(); changes.dispose(); });
}

/** What one panel compares at the moment. */
class ComparedTarget {
	#asked = 0;
	/** The latest of what was asked that was answered: of two at once the earlier may be the slower one. */
	#of = 0;
	#begun: Promise<Compared> | undefined;

	private view: ComparedView | undefined;

	constructor(private readonly home: CompareHome, private readonly panel: vscode.WebviewPanel, public target: CompareTarget) { this.view = target.view; }

	get entry(): FolderRegistry | undefined {
		return this.home.registries.at(this.target.folder);
	}

	async registry(): Promise<Registry> {
		const { entry } = this;
		if (!entry) { throw new RegistryError('not-found', { path: decodeURIComponent(this.target.folder.replace(/^file:\/\//, '')) || t('The folder of this comparison') }); }
		return entry.open();
	}

	/** Begins with what the page asks for first, while it is still being built. */
	begin(): void {
		this.#begun = this.compare();
		// The page is told when it asks.
		this.#begun.catch(() => undefined);
	}

	/** What was begun is compared anew when it is asked for. */
	outdate(): void {
		this.#begun = undefined;
	}

	/** With the view of the link that opened it, the first time. */
	async load(): Promise<Compared> {
		const begun = this.#begun ?? this.compare(), { view } = this;
		this.#begun = undefined;
		const compared = await begun;
		this.view = undefined;
		return view ? { ...compared, view } : compared;
	}

	/** Throws as Registry.compare. */
	async compare(arrangement: Arrangement = this.target): Promise<Compared> {
		const of = ++this.#asked;
		const registry = await this.registry();
		const { columns, base, text } = await registry.comparePacked(arrangement.versions, { base: arrangement.base, code: false });
		if (of > this.#of) {
			this.#of = of;
			this.target = { folder: this.target.folder, versions: columns.map(column => column.id), base: columns[base]?.id ?? arrangement.base };
			this.panel.title = titleOf(columns);
		}
		return { of, folder: this.target.folder, packed: text, isTrusted: vscode.workspace.isTrusted, past: this.entry?.past?.when };
	}

	isOf(of: number): boolean {
		return of === this.#of;
	}
}

function answersFor({ view }: CompareHome, at: ComparedTarget): Answers<CompareContract> {
	return {
		load: () => at.load(),
		arrange: arrangement => at.compare(arrangement),
		code: async of => {
			if (!at.isOf(of)) { return undefined; }
			const { versions, base } = at.target;
			const found = await (await at.registry()).compareSection(versions, 'code', { base });
			return at.isOf(of) ? found : undefined;
		},
		values: async (of, isKnown) => {
			if (!at.isOf(of)) { return undefined; }
			const { versions, base } = at.target;
			const registry = await at.registry();
			const found = isKnown ? await registry.compareSection(versions, 'tensors', { base, values: 'known' })
				: await longRunning(t('Comparing the values of tensors'), options => registry.compareSection(versions, 'tensors', { base, values: true, ...options }));
			return at.isOf(of) ? found : undefined;
		},
		curves: async (metric, part) => (await at.registry()).curves(at.target.versions, metric, part ?? undefined),
		add: async () => {
			const more = await pickMore(await at.registry(), at.target);
			return more.length ? at.compare({ ...at.target, versions: [...at.target.versions, ...more] }) : undefined;
		},
		openText: async (kind, version) => openTextDiff(await at.registry(), at.target.folder, kind, at.target.base, version),
		openCode: async (version, path) => openCodeDiff(await at.registry(), at.target.folder, at.target.base, version, path),
		openFile: async path => { if (at.entry) { await openLinkedFile(at.entry.folder.uri, path); } },
		showVersion: async version => {
			await vscode.commands.executeCommand('modelRegistry.models.focus');
			if (at.entry) { await view.showVersion(at.entry, version, { focus: true }); }
		},
		setDirection: async metric => {
			const registry = await at.registry();
			const names = new Set<string>();
			for (const version of at.target.versions.filter(one => !one.startsWith('run:'))) { names.add((await registry.version(version)).model); }
			const [first] = names;
			const said = first === undefined ? undefined : (await registry.model(first)).directions[metric];
			return await chooseDirection(registry, [...names], metric, said) ? at.compare() : undefined;
		},
		copyLink: async shown => {
			const { id } = await (await at.registry()).config();
			await vscode.env.clipboard.writeText(linkOf(vscode.env.uriScheme, 'model-registry.model-registry', { registry: id, versions: at.target.versions, base: at.target.base, view: shown }));
		},
		copy: async text => { await vscode.env.clipboard.writeText(text); },
		save: (text, extension) => saveAs(Buffer.from(text), { title: t('Save Comparison'), name: `comparison.${extension}` }, at.entry?.folder.uri),
		saveChart: (content, extension) => saveAs(Buffer.from(content, extension === 'png' ? 'base64' : 'utf8'), { title: t('Save Chart'), name: `chart.${extension}` }, at.entry?.folder.uri),
		manageTrust: async () => { await vscode.commands.executeCommand('workbench.trust.manage'); },
		backToNow: async () => { await vscode.commands.executeCommand('modelRegistry.backToNow'); },
	};
}
