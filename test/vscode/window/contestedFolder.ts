import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { openRegistry, type Registry } from '../../../src/core/registry';

type Change = (registry: Registry) => Promise<unknown>;

export interface Contested { readonly folder: string; /** Merges the other branch: brings the conflicts. */ merge(): void; remove(): void }

const git = (cwd: string, ...args: string[]) => execFileSync('git', ['-c', 'user.name=Mara Lind', '-c', 'user.email=mara@example.com', '-c', 'init.defaultBranch=main', '-c', 'commit.gpgsign=false', ...args], { cwd, stdio: ['ignore', 'pipe', 'pipe'] });

/** A repository with a model of four versions, of which two branches know nothing of each other: `here` on main, `there` on edge-latency. */
export async function contestedFolder({ here, there }: { readonly here: Change; readonly there: Change }): Promise<Contested> {
	const parent = realpathSync(mkdtempSync(path.join(tmpdir(), 'model-registry-contested-')));
	const folder = path.join(parent, 'support-ml'), other = path.join(parent, 'clone');
	mkdirSync(folder);
	let clock = Date.UTC(2026, 8, 20, 9);
	await work(folder, 'Mara Lind', async registry => {
		await registry.init();
		const rows = [[0.671, 0.53, 0.79, 9.7, 44.8], [0.688, 0.541, 0.802, 9.6, 44.8], [0.713, 0.588, 0.811, 9.8, 44.8], [0.709, 0.572, 0.813, 4.1, 17.2]] as const;
		for (const [at, [map, recall, precision, latency, size]] of rows.entries()) {
			mkdirSync(path.join(folder, 'models'), { recursive: true });
			writeFileSync(path.join(folder, `models/defects-${at}.bin`), `weights ${at}`);
			await registry.register(`models/defects-${at}.bin`, { model: 'defects', metrics: { mAP50: map, recall_small: recall, precision, latency_p95_ms: latency, size_mb: size }, params: { imgsz: 640 + at * 64 } });
		}
		await registry.configureModel('defects', 'direction.size_mb', 'lower');
		await registry.setTags({ model: 'defects' }, { tier: 'bronze' });
		await registry.setAlias('defects@v2', 'production');
	});
	git(folder, 'init', '-q');
	git(folder, 'add', '.');
	git(folder, 'commit', '-qm', 'Line-3 cameras');
	git(parent, 'clone', '-q', folder, other);
	git(other, 'checkout', '-qb', 'edge-latency');
	await work(other, 'Tomás Silva', there);
	git(other, 'add', '.');
	git(other, 'commit', '-qm', 'Distil for the new edge box');
	await work(folder, 'Mara Lind', here);
	git(folder, 'add', '.');
	git(folder, 'commit', '-qm', 'Merge longer schedule');
	git(folder, 'fetch', '-q', other, 'edge-latency:edge-latency');
	return { folder, merge: () => { git(folder, 'merge', '-q', '--no-edit', 'edge-latency'); }, remove: () => { rmSync(parent, { recursive: true, force: true, maxRetries: 3 }); } };

	async function work(at: string, name: string, change: Change): Promise<void> {
		// An hour between any two records.
		const registry = openRegistry({ folder: at, author: { name, email: '' }, now: () => new Date(clock += 3_600_000) });
		try { await change(registry); } finally { await registry.close(); }
	}
}

/** One alias, as the picture of the page has it, with a tag that both set alike and a number that both claimed. */
export const oneConflict = {
	here: side('v3', 'Best mAP so far on the line-3 cameras', 'a'),
	there: side('v4', 'Fits the 5 ms budget of the new edge box', 'b'),
};

function side(version: string, reason: string, content: string): Change {
	return async registry => {
		await registry.setTags({ model: 'defects' }, { team: 'retention' });
		writeFileSync(path.join(registry.folder, `models/next-${content}.bin`), content);
		await registry.register(`models/next-${content}.bin`, { model: 'defects', metrics: { mAP50: 0.7 } });
		await registry.setAlias(`defects@${version}`, 'production', reason);
	};
}

/** Twenty of every kind, with long and hostile texts among them. */
export const twentyConflicts = { here: many('v3', 'here'), there: many('v4', 'there') };

function many(version: string, word: string): Change {
	return async registry => {
		const ref = `defects@${version}`;
		for (const alias of ['production', 'staging', 'champion', 'an-alias-with-a-very-long-name-that-somebody-thought-was-a-good-idea', 'shadow']) { await registry.setAlias(ref, alias, `${word}: <b onclick=alert(1)>\u202Emarkup</b> [link](command:x) ${'long '.repeat(alias === 'shadow' ? 60 : 1)}`); }
		for (let i = 0; i < 10; i++) { await registry.setTags({ ref: 'defects@v1' }, { [`tag-${i}`]: `${word} ${i}${i === 3 ? ' and on'.repeat(40) : ''}` }); }
		await registry.setTags({ model: 'defects' }, { tier: word === 'here' ? 'gold' : null });
		await registry.writeCard('defects', `# defects\n\nWritten ${word}.\n\n${word === 'here' ? 'One line.\n' : 'Many lines.\n'.repeat(60)}`);
		await registry.configureModel('defects', 'primary-metric', word === 'here' ? 'mAP50' : 'precision');
		await registry.renameModel('defects', `defects-${word}`);
		if (word === 'here') { await registry.archive('defects@v1', 'too old'); } else { await registry.archive('defects@v1', 'too old'); await registry.restore('defects@v1', 'needed'); }
	};
}

/** A copy that the test may change. */
export function copyOf({ folder }: Contested, name: string): string {
	const copy = path.join(path.dirname(folder), name);
	cpSync(folder, copy, { recursive: true, preserveTimestamps: true });
	return copy;
}
