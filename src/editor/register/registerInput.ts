import * as vscode from 'vscode';
import { RegistryError } from '../../core/errors';
import type { RegisterOptions } from '../../core/verbs/register';
import { openSourceAt } from '../openSourceAt';
import { Parts } from '../disposable';
import { uriIn } from '../registries';
import { setting } from '../setting';
import { standingOf } from '../tree/standing';
import { short } from '../tree/short';
import { t } from '../words';
import { askCorrection } from './askCorrection';
import { candidateItems } from './candidateItems';
import { codeState } from './codeState';
import { factItems } from './factItems';
import { lookUpName } from './lookUpName';
import type { File } from './manyInput';
import type { Deed, Question, QuestionItem } from './question';
import { sameBytes } from './sameBytes';

export type Answer =
	| { readonly does: 'register'; readonly options: RegisterOptions & { readonly model: string }; readonly number: number | undefined }
	| { readonly does: 'show'; readonly version: string };

type Item = vscode.QuickPickItem & { readonly deed?: Deed; readonly source?: QuestionItem['source'] };

const open: vscode.ThemeIcon = new vscode.ThemeIcon('edit');
const warning = new vscode.ThemeColor('editorWarning.foreground');
const colours: Readonly<Record<string, vscode.ThemeColor>> = { warning, shield: warning, error: new vscode.ThemeColor('charts.red'), pass: new vscode.ThemeColor('charts.green'), check: new vscode.ThemeColor('charts.green') };

/** The one input of a registration: everything is filled in, Enter is enough, Escape leaves no trace. */
export class RegisterInput extends Parts {
	readonly #pick = this.own(vscode.window.createQuickPick<Item>());
	readonly #stop = new AbortController();
	readonly #notesButton: vscode.QuickInputButton = { iconPath: new vscode.ThemeIcon('note'), tooltip: t('Add Notes') };
	readonly #valueButton: vscode.QuickInputButton = { iconPath: new vscode.ThemeIcon('edit'), tooltip: t('Correct or Add a Value') };
	#question: Question | undefined;
	/** Another input has taken its place for a moment. */
	#away = false;
	#answer: Answer | undefined;
	#waiting = 0;

	constructor(private readonly file: File, private readonly preferred: string | undefined) {
		super();
		this.own({ dispose: () => this.#stop.abort() });
	}

	/** Undefined when the person gave up. Throws what the file can't be read for. */
	async ask(): Promise<Answer | undefined> {
		const pick = this.#pick;
		pick.title = t('Register Model');
		pick.placeholder = t('Name of the model. Enter registers, Escape cancels');
		pick.ignoreFocusOut = true;
		pick.keepScrollPosition = true;
		pick.matchOnDescription = false;
		pick.buttons = [this.#valueButton, this.#notesButton];
		// Not in the API yet, and harmless where it isn't known: items stay in our order, under their heading, whatever is typed.
		(pick as typeof pick & { sortByLabel?: boolean }).sortByLabel = false;
		const closed = new Promise<void>(resolve => this.own(pick.onDidHide(() => { if (!this.#away) { resolve(); } })));
		this.own(pick.onDidChangeValue(() => this.#typed()));
		this.own(pick.onDidAccept(() => this.#accept()));
		this.own(pick.onDidTriggerItemButton(({ item }) => void this.#open(item.source)));
		this.own(pick.onDidTriggerButton(button => void (button === this.#notesButton ? this.#askNotes() : this.#correct())));
		pick.busy = true;
		pick.show();
		const failed = this.#load().then(() => undefined, (error: unknown) => ({ error }));
		const early = await Promise.race([closed, failed]);
		if (early && !this.#stop.signal.aborted) { pick.hide(); throw early.error; }
		await closed;
		this.#stop.abort();
		return this.#answer;
	}

	async #load(): Promise<void> {
		const suggestion = await this.file.registry.suggest(this.file.uri.fsPath, this.#stop.signal, this.file.run);
		const initialized = await this.file.registry.exists();
		const typed = this.preferred ?? suggestion.candidates[0]?.model ?? '';
		this.#question = { suggestion, typed, named: undefined, standings: new Map(), same: undefined, code: undefined, notes: '', corrections: { params: {}, metrics: {} }, initialized };
		this.#pick.value = typed;
		this.#draw();
		this.#typed();
		this.#pick.busy = false;
		this.#later(this.#loadStandings(suggestion.candidates.filter(candidate => !candidate.isNew).slice(0, 5).map(candidate => candidate.model)));
		this.#later(codeState(this.file.uri).then(code => this.#update({ code })));
		if (initialized) {
			const limit = setting('register.compareBytesUpTo', this.file.uri) * 1e6;
			this.#later(sameBytes(this.file.registry, this.file.uri.fsPath, suggestion, limit, this.#stop.signal, same => this.#update({ same })));
		}
	}

	/** How models stand that the file may become a version of. */
	async #loadStandings(models: readonly string[]): Promise<void> {
		const unknown = models.filter(model => !this.#question?.standings.has(model));
		if (!unknown.length) { return; }
		const conflicts = await this.file.registry.conflicts();
		const standings = await Promise.all(unknown.map(async model => [model, await standingOf(this.file.registry, await this.file.registry.model(model), conflicts)] as const));
		this.#update({ standings: new Map([...this.#question?.standings ?? [], ...standings]) });
	}

	async #lookUp(typed: string, initialized: boolean): Promise<void> {
		const named = await lookUpName(this.file.registry, typed, initialized);
		if (this.#question?.typed !== typed) { return; }
		this.#update({ named });
		if (named.is === 'existing') { await this.#loadStandings([named.model.name]); }
	}

	/** Work whose result is shown when it comes; the progress line runs meanwhile. */
	#later(work: Promise<unknown>): void {
		this.#waiting++;
		this.#pick.busy = true;
		work.catch((error: unknown) => {
			// What is only said for comfort must not stand in the way of registering.
			if (!RegistryError.is(error)) { void Promise.reject(error instanceof Error ? error : new Error(String(error))); }
		}).finally(() => { this.#pick.busy = --this.#waiting > 0; });
	}

	#typed(): void {
		const typed = this.#pick.value.trim();
		this.#update({ typed, named: undefined });
		if (!this.#question) { return; }
		this.#later(this.#lookUp(typed, this.#question.initialized));
	}

	#update(change: Partial<Question>): void {
		if (!this.#question || this.disposed) { return; }
		this.#question = { ...this.#question, ...change };
		this.#draw();
	}

	#draw(): void {
		const question = this.#question;
		if (!question) { return; }
		const facts = factItems(question);
		const active = this.#pick.activeItems[0];
		const wasFirst = active === undefined || active === this.#pick.items[0];
		const items: readonly Item[] = [
			...candidateItems(question).map(dress), { label: t('found, nothing was executed'), kind: vscode.QuickPickItemKind.Separator }, ...facts.map(dress),
		];
		this.#pick.items = items;
		const again = wasFirst ? items[0] : items.find(item => item.label === active.label) ?? items[0];
		if (again) { this.#pick.activeItems = [again]; }
	}

	#accept(): void {
		const deed = this.#pick.selectedItems[0]?.deed ?? this.#pick.activeItems[0]?.deed;
		const question = this.#question;
		if (!deed || !question) { return; }
		switch (deed.does) {
			case 'show': return this.#end({ does: 'show', version: deed.version.id });
			case 'fill': this.#pick.value = deed.name; return this.#typed();
			case 'open': return void this.#open(deed);
			case 'notes': return void this.#askNotes();
			case 'nothing': return;
			case 'register': return void this.#register(deed, question);
		}
	}

	async #register(deed: Extract<Deed, { does: 'register' }>, { suggestion, notes, corrections }: Question): Promise<void> {
		if (deed.anyway && !await this.#elsewhere(() => confirmDanger(suggestion))) { return; }
		this.#end({ does: 'register', number: deed.number, options: { model: deed.model, ...corrections, ...(notes ? { notes } : {}) } });
	}

	#end(answer: Answer): void {
		this.#answer = answer;
		this.#pick.hide();
	}

	async #open(source: QuestionItem['source']): Promise<void> {
		if (source) { await openSourceAt(uriIn(this.file.entry, source.path), source.field, true); }
	}

	async #askNotes(): Promise<void> {
		const value = this.#question?.notes ?? '';
		const notes = await this.#elsewhere(async () => vscode.window.showInputBox({ title: t('Notes'), value, prompt: t('Markdown, kept with the version. Escape goes back'), ignoreFocusOut: true }));
		if (notes !== undefined) { this.#update({ notes: notes.trim() }); }
	}

	async #correct(): Promise<void> {
		const question = this.#question;
		if (!question) { return; }
		const corrections = await this.#elsewhere(() => askCorrection(question.suggestion.facts, question.corrections));
		if (corrections) { this.#update({ corrections }); }
	}

	/** Another input for a moment; then this one again, as it was. */
	async #elsewhere<T>(ask: () => Promise<T>): Promise<T> {
		this.#away = true;
		try {
			return await ask();
		} finally {
			this.#pick.show();
			this.#away = false;
		}
	}
}

function dress({ label, icon, description, detail, deed, source }: QuestionItem): Item {
	return {
		label, iconPath: new vscode.ThemeIcon(icon, colours[icon]), deed, alwaysShow: true, ...(description === undefined ? {} : { description }), ...(detail === undefined ? {} : { detail }),
		...(source ? { source, buttons: [{ iconPath: open, tooltip: t('Open {0}', short(source.path.split('/').at(-1) ?? source.path, 60)) }] } : {}),
	};
}

async function confirmDanger({ path, facts }: Question['suggestion']): Promise<boolean> {
	const yes = t('Register Anyway');
	const found = facts.warnings.filter(warning => warning.code.startsWith('dangerous')).map(warning => short(warning.message, 300)).join('\n');
	return await vscode.window.showWarningMessage(t('{0} can run code when it is loaded.', short(path)), { modal: true, detail: found }, yes) === yes;
}
