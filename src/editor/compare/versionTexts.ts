import * as vscode from 'vscode';
import { RegistryError } from '../../core/errors';
import type { Id, VersionDetails } from '../../core/model';
import { formatParam } from '../../core/present/parameter';
import type { Registry } from '../../core/registry';
import { textScheme } from '../../manifest/viewTypes';
import type { TextKind } from '../../protocol/compare';
import { Parts } from '../disposable';
import type { Registries } from '../registries';
import { t } from '../words';

type What = { readonly is: 'text'; readonly kind: TextKind | 'metrics' } | { readonly is: 'code'; readonly path: string } | { readonly is: 'written' };

/** A text of a version as a document that can't be written. The last part of the path is what a tab shows. */
export function versionTextUri(folder: string, version: Id, label: string, what: Exclude<What, { readonly is: 'written' }>): vscode.Uri {
	const name = what.is === 'code' ? what.path : { parameters: 'parameters.yaml', metrics: 'metrics.yaml', environment: 'requirements.txt', note: 'notes.md', card: 'card.md' }[what.kind];
	return vscode.Uri.from({ scheme: textScheme, path: `/${label}/${name}`, query: JSON.stringify({ folder, version, ...(what.is === 'code' ? { path: what.path } : { kind: what.kind }) }) });
}

/** The card that a record wrote, whether or not it stands; an empty text without one. */
export function writtenCardUri(folder: string, record: Id | null, label: string): vscode.Uri {
	return vscode.Uri.from({ scheme: textScheme, path: `/${label}/card.md`, query: JSON.stringify({ folder, record: record ?? '' }) });
}

/** Serves what `versionTextUri` and `writtenCardUri` name: what VS Code's own diff shows of two versions. */
export class VersionTexts extends Parts {
	readonly #changed = this.own(new vscode.EventEmitter<vscode.FileChangeEvent[]>());
	readonly onDidChangeFile = this.#changed.event;
	readonly #seen = new Map<string, { readonly text: string; readonly mtime: number }>();

	constructor(private readonly registries: Registries) {
		super();
		this.own(registries.onDidChange(() => { this.#changed.fire([...this.#seen.keys()].map(uri => ({ type: vscode.FileChangeType.Changed, uri: vscode.Uri.parse(uri) }))); }));
	}

	async stat(uri: vscode.Uri): Promise<vscode.FileStat> {
		const { text, mtime } = await this.#look(uri);
		return { type: vscode.FileType.File, ctime: 0, mtime, size: Buffer.byteLength(text), permissions: vscode.FilePermission.Readonly };
	}

	async readFile(uri: vscode.Uri): Promise<Uint8Array> {
		return Buffer.from((await this.#look(uri)).text);
	}

	/** With a time that grows whenever its text became another. */
	async #look(uri: vscode.Uri): Promise<{ readonly text: string; readonly mtime: number }> {
		const text = await this.#read(uri).catch((error: unknown) => { throw RegistryError.is(error) ? vscode.FileSystemError.FileNotFound(error.message) : error; });
		const key = uri.toString(), seen = this.#seen.get(key);
		const now = seen?.text === text ? seen : { text, mtime: Math.max(Date.now(), (seen?.mtime ?? 0) + 1) };
		this.#seen.set(key, now);
		return now;
	}

	async #read(uri: vscode.Uri): Promise<string> {
		const { folder, version, what } = askedFor(uri);
		const registry = await this.registries.at(folder)?.open();
		if (!registry) { throw vscode.FileSystemError.FileNotFound(uri); }
		if (what.is === 'written') { return version === '' ? '' : registry.cardOf(version); }
		// A file that wasn't there in this version is an empty one: the other side says that it was added.
		if (what.is === 'code') { return (await registry.readCode(version, [what.path]))[what.path] ?? ''; }
		return textOf(registry, await registry.versionDetails(version), what.kind);
	}
}

/** Throws FileNotFound for a query that isn't one of ours. */
function askedFor(uri: vscode.Uri): { readonly folder: string; readonly version: Id; readonly what: What } {
	try {
		const { folder, version, kind, path, record } = JSON.parse(uri.query) as Readonly<Record<string, unknown>>;
		if (typeof folder === 'string' && typeof record === 'string') { return { folder, version: record, what: { is: 'written' } }; }
		if (typeof folder === 'string' && typeof version === 'string') { return { folder, version, what: typeof path === 'string' ? { is: 'code', path } : { is: 'text', kind: kind as TextKind | 'metrics' } }; }
	} catch {
		// Not JSON: said below, like any other query that nothing was ever opened with.
	}
	throw vscode.FileSystemError.FileNotFound(uri);
}

async function textOf(registry: Registry, details: VersionDetails, kind: TextKind | 'metrics'): Promise<string> {
	switch (kind) {
		case 'parameters': return lines(Object.entries(details.params).map(([name, value]) => `${name}: ${formatParam(value, details.written[`params.${name}`])}`));
		case 'metrics': return lines(Object.entries(details.metrics).map(([name, value]) => `${name}: ${details.written[`metrics.${name}`] ?? String(value)}`));
		case 'environment': return lines(Object.entries(details.facts.environment).map(([name, version]) => `${name}==${version}`));
		case 'note': return details.notes;
		case 'card': return await registry.readCard(details.model) ?? '';
	}
}

function lines(entries: readonly string[]): string {
	return [...entries].sort().map(line => `${line.replace(/\s*[\r\n]\s*/g, ' ')}\n`).join('');
}

/** Opens VS Code's own diff of one text of two versions. */
export async function openTextDiff(registry: Registry, folder: string, kind: TextKind, base: Id, version: Id): Promise<void> {
	const [then, now] = [await registry.version(base), await registry.version(version)];
	const names = { parameters: t('Parameters'), environment: t('Environment'), note: t('Notes'), card: t('Card') };
	const uriOf = (one: typeof then) => versionTextUri(folder, one.id, `${one.model} ${one.label}`, { is: 'text', kind });
	await vscode.commands.executeCommand('vscode.diff', uriOf(then), uriOf(now), t('{0}: {1} ↔ {2}', names[kind], nameOf(then, now), nameOf(now, then)));
}

/** 'v5', or 'churn v5' beside a version of another model. */
export function nameOf(one: { readonly model: string; readonly label: string }, other: { readonly model: string }): string {
	return one.model === other.model ? one.label : `${one.model} ${one.label}`;
}
