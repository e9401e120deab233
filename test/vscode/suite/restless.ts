import { appendFileSync, existsSync, readFileSync, renameSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import * as vscode from 'vscode';
import type { Api } from '../../../src/editor/api';
import { random } from '../../core/support/mutations';
import { change, register } from '../../soak/changes';

/**
 * An extension that keeps the registry of the window busy through the extension under test, until the extension host is killed. It waits for the file
 * `go`, which holds a seed; one host takes it. The file `log` gets the host's number, then a line for everything that was acknowledged.
 */
export async function activate(): Promise<void> {
	void work(process.env['RESTLESS_SIGNS'] ?? '');
}

async function work(signs: string): Promise<void> {
	const say = (line: string) => { appendFileSync(path.join(signs, 'log'), `${line}\n`); };
	const extension = vscode.extensions.all.find(found => found.id.endsWith('.model-registry'));
	const { app } = await extension?.activate() as Api;
	const taken = path.join(signs, `taken-${process.pid}`);
	while (!existsSync(taken)) {
		// Another host may have been quicker.
		try { renameSync(path.join(signs, 'go'), taken); } catch { await delay(50); }
	}
	const seed = readFileSync(taken, 'utf8');
	const [entry] = app.registries.all;
	if (!entry) { throw new Error('The window has no folder'); }
	const registry = await entry.open();
	const changing = { folder: entry.folder.uri.fsPath, registry, name: 'window' };
	const next = random(seed);
	say(String(process.pid));
	for (let i = 0; ; i++) {
		if (i % 2 === 0) { say(await register(changing, next, 'churn', `${seed} ${i}`)); } else { await tolerant(() => change(changing, next)); say('done'); }
	}
}

/** What is refused is refused by a class of the other bundle. */
async function tolerant(run: () => Promise<void>): Promise<void> {
	try { await run(); } catch (error) { if (!(error instanceof Error) || error.name !== 'RegistryError') { throw error; } }
}
