import { execFileSync } from 'node:child_process';
import { mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openRegistry, type Registry } from '../../src/core/registry';
import { toJson } from '../../src/cli/json';
import { recordFiles } from '../core/support/recordFiles';

const quiet = { PATH: process.env['PATH'], HOME: tmpdir(), GIT_CONFIG_NOSYSTEM: '1', GIT_CONFIG_GLOBAL: '/dev/null' };

/** One member of a team: a clone of the repository with a registry that is open in it, and a clock of its own. */
export class Member {
	readonly registry: Registry;

	constructor(readonly name: string, readonly folder: string, now: () => Date) {
		this.registry = openRegistry({ folder, git: false, author: { name, email: `${name}@example.com` }, now });
	}

	git(...args: readonly string[]): string {
		const email = `${this.name}@example.com`;
		return execFileSync('git', ['-c', `user.name=${this.name}`, '-c', `user.email=${email}`, '-c', 'commit.gpgsign=false', '-c', 'core.hooksPath=/dev/null', '-c', 'gc.auto=0', ...args], {
			cwd: this.folder, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'], env: quiet,
		});
	}

	/** Commits what the registry wrote. The models themselves are nobody's but this member's. */
	commit(): void {
		this.git('add', '.model-registry');
		this.git('commit', '-q', '--allow-empty', '-m', `work of ${this.name}`);
	}

	/** Names of all record files in this clone, packed ones too. */
	records(): readonly string[] {
		return recordFiles(this.folder);
	}

	async state(): Promise<string> {
		await this.registry.refresh();
		return stateOf(this.registry);
	}

	/** The same, of a database that is made from the records anew. */
	async stateRebuilt(): Promise<string> {
		const folder = realpathSync(mkdtempSync(join(tmpdir(), 'model-registry-rebuilt-')));
		try {
			execFileSync('cp', ['-r', join(this.folder, '.model-registry'), folder]);
			rmSync(join(folder, '.model-registry/registry.sqlite'), { force: true });
			const registry = openRegistry({ folder, git: false });
			try { return await stateOf(registry); } finally { await registry.close(); }
		} finally {
			rmSync(folder, { recursive: true, force: true });
		}
	}
}

/** Everything that people are shown, as text that can be compared. */
async function stateOf(registry: Registry): Promise<string> {
	const models = await registry.models();
	const versions = await Promise.all(models.map(model => registry.versions({ model: model.name, archived: 'both' })));
	const cards = await Promise.all(models.map(model => registry.readCard(model.name)));
	return toJson({ models, versions, cards, conflicts: await registry.conflicts(), history: await registry.history(), problems: await registry.problems() });
}

/** A repository with an empty registry, cloned for each member. */
export async function withTeam<T>(size: number, clock: (member: number) => () => Date, work: (team: readonly Member[]) => Promise<T>): Promise<T> {
	const root = realpathSync(mkdtempSync(join(tmpdir(), 'model-registry-team-')));
	const team: Member[] = [];
	try {
		const first = join(root, 'm0');
		execFileSync('git', ['-c', 'init.defaultBranch=main', 'init', '-q', first], { env: quiet });
		team.push(new Member('m0', first, clock(0)));
		await team[0]?.registry.init();
		writeFileSync(join(first, 'README.md'), 'A team.\n');
		team[0]?.git('add', '.');
		team[0]?.git('commit', '-qm', 'start');
		for (let i = 1; i < size; i++) {
			execFileSync('git', ['clone', '-q', first, join(root, `m${i}`)], { env: quiet });
			team.push(new Member(`m${i}`, join(root, `m${i}`), clock(i)));
		}
		return await work(team);
	} finally {
		for (const member of team) { await member.registry.close(); }
		rmSync(root, { recursive: true, force: true });
	}
}
