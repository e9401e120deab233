import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { below, random } from '../core/support/mutations';
import { eventually, openWindow, type Window } from '../vscode/window.mjs';
import { checkAfterKill, madeForKills, type Killed } from './kills';

/** Things that are acknowledged before an extension host is killed, at most; in every other kill at least one. */
const most = 6;
/** Milliseconds that it then has, at most: within the next thing, whatever that is. */
const longest = 400;

/**
 * Kills the extension host of a real VS Code while the extension in it writes, at random instants, and loads the window again: the same promises as
 * for a process of the terminal. Runs from the repository's root. Another extension (vscode/suite/restless.ts) keeps the registry busy.
 */
export async function killInWindow(kills: number, seed: string): Promise<Killed> {
	const next = random(`${seed} window`);
	const folder = await madeForKills();
	const scratch = mkdtempSync(join(tmpdir(), 'model-registry-restless-'));
	let window: Window | undefined;
	try {
		const extensionsDir = installed(scratch);
		const known = new Set<string>();
		for (let i = 0; i < kills; i++) {
			const signs = { go: join(scratch, 'go'), log: join(scratch, 'log') };
			writeFileSync(signs.log, '');
			writeFileSync(signs.go, `${seed}-${i}`);
			if (window) { await window.reload(); } else { window = await openWindow({ folder, extensionsDir, env: { RESTLESS_SIGNS: scratch } }); }
			const host = await eventually(() => pidIn(signs.log), 60_000);
			// However busy the machine is, records are being acknowledged when it dies. The first line is its number.
			const acknowledged = i % 2 + below(next, most);
			await eventually(() => { if (linesOf(signs.log).length <= acknowledged) { throw new Error(`Only ${linesOf(signs.log).length} lines were acknowledged`); } }, 60_000);
			await delay(next() * longest);
			process.kill(host, 'SIGKILL');
			await eventually(() => { if (existsSync(`/proc/${host}`)) { throw new Error(`The extension host ${host} is still there`); } }, 10_000);
			for (const id of linesOf(signs.log).filter(line => /^[0-9A-Z]{26}$/.test(line))) { known.add(id); }
			await checkAfterKill(folder, known, `extension host ${i} of seed ${seed}`);
		}
		return { kills, acknowledged: known.size };
	} finally {
		await window?.close();
		for (const path of [folder, scratch]) { rmSync(path, { recursive: true, force: true, maxRetries: 3 }); }
	}
}

/** A folder of extensions with the one that keeps ours busy; the window puts ours beside it. */
function installed(scratch: string): string {
	const extensions = join(scratch, 'extensions');
	const restless = join(extensions, 'test.restless-1.0.0');
	mkdirSync(restless, { recursive: true });
	writeFileSync(join(restless, 'package.json'), JSON.stringify({
		publisher: 'test', name: 'restless', version: '1.0.0', engines: { vscode: '^1.90.0' }, main: './restless.js', activationEvents: ['onStartupFinished'], extensionKind: ['workspace'],
	}));
	copyFileSync('out/vscode/restless.js', join(restless, 'restless.js'));
	return extensions;
}

/** A line that was cut was not said. */
function linesOf(path: string): readonly string[] {
	return readFileSync(path, 'utf8').split('\n').slice(0, -1);
}

function pidIn(path: string): number {
	const pid = Number(linesOf(path)[0]);
	if (!pid) { throw new Error('The extension host has not begun to work'); }
	return pid;
}
