import assert from 'node:assert/strict';
import type { ChildProcess } from 'node:child_process';
import { execFileSync, fork } from 'node:child_process';
import { once } from 'node:events';
import { chmod, chown, mkdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { openArtifacts } from '../../../src/core/artifacts/store';
import { RegistryError } from '../../../src/core/errors';
import type { StoragePolicy } from '../../../src/core/model';
import type { Sandbox } from './sandbox';
import { filesBelow, noise, objectName, sandbox, sha, shaOf } from './sandbox';

interface Order { readonly workspace: string; readonly path: string; readonly policy: StoragePolicy; readonly times: number }
type Answer = { readonly digest: string; readonly storage: string } | { readonly reason: string; readonly message: string };

/** What this very file does when it is started as a process of its own. */
async function obey({ workspace, path, policy, times }: Order): Promise<Answer> {
	const store = openArtifacts({ workspace, registryFolder: join(workspace, '.model-registry') });
	try {
		let answer: Answer = { reason: 'none', message: '' };
		for (let i = 0; i < times; i++) {
			const staged = await store.stage(join(workspace, path), { policy });
			await staged.publish();
			answer = { digest: staged.digest, storage: staged.storage };
		}
		return answer;
	} catch (error) {
		return RegistryError.is(error) ? { reason: error.reason, message: error.message } : { reason: 'bug', message: String(error) };
	}
}

if (process.env.ARTIFACTS_ORDER) {
	void obey(JSON.parse(process.env.ARTIFACTS_ORDER) as Order).then(answer => process.send?.(answer, () => process.exit()));
} else {
	describe('other processes', function () {
		this.timeout(60_000);
		let box: Sandbox;
		beforeEach(async () => { box = await sandbox(); });
		afterEach(() => box.remove());

		function start(order: Omit<Order, 'workspace'>, user?: number): ChildProcess {
			const env = { ...process.env, ARTIFACTS_ORDER: JSON.stringify({ ...order, workspace: box.workspace }) };
			return fork(__filename, [], { env, execArgv: [], stdio: 'inherit', ...(user === undefined ? {} : { uid: user, gid: user }) });
		}
		const answerOf = async (child: ChildProcess) => (await once(child, 'message'))[0] as Answer;
		const nobody = 65534;

		for (const policy of ['copy', 'hardlink'] as const) {
			it(`store the same bytes at the same time, once (${policy})`, async () => {
				const content = noise(3_000_000);
				await box.file('m/a.bin', content);
				await box.file('m/b.bin', 'bb');
				const answers = await Promise.all([1, 2, 3].map(() => answerOf(start({ path: policy === 'copy' ? 'm' : 'm/a.bin', policy, times: 10 }))));
				assert.equal(new Set(answers.map(answer => JSON.stringify(answer))).size, 1, JSON.stringify(answers));
				assert.ok(answers[0] && 'digest' in answers[0], JSON.stringify(answers));
				assert.deepEqual(box.inStore(), (policy === 'copy' ? [sha(content), sha('bb')] : [sha(content)]).map(objectName).sort());
				assert.equal(await shaOf(box.store.objectPath(sha(content))), sha(content));
			});
		}

		it('leave something to sweep when they are killed, and nothing that is seen', async () => {
			await box.file('big.bin', noise(40_000_000));
			const child = start({ path: 'big.bin', policy: 'copy', times: 1000 });
			const root = join(box.registryFolder, 'artifacts/tmp');
			while (filesBelow(root).length === 0) { await new Promise(resolve => setTimeout(resolve, 2)); }
			child.kill('SIGKILL');
			await once(child, 'exit');
			await box.store.sweep();
			assert.deepEqual(filesBelow(root), []);
			for (const name of box.inStore().filter(path => path.startsWith('sha256'))) { assert.equal(await shaOf(join(box.registryFolder, 'artifacts', name)), sha(noise(40_000_000))); }
		});

		/** Someone with fewer rights: only root can become that. */
		const asNobody = async (order: Omit<Order, 'workspace' | 'times'>) => answerOf(start({ ...order, times: 1 }, nobody));
		const canBeNobody = () => {
			if (process.getuid?.() !== 0) { return false; }
			try {
				execFileSync(process.execPath, ['-e', `require('fs').readFileSync(${JSON.stringify(__filename)})`], { uid: nobody, gid: nobody });
				return true;
			} catch {
				// The checkout is closed to others: they couldn't run this file.
				return false;
			}
		};

		it('are told which file they may not read, alone and in a folder', async function () {
			if (!canBeNobody()) { this.skip(); }
			await chmod(box.workspace, 0o755);
			await chown(box.registryFolder, nobody, nobody);
			await chmod(await box.file('a.pt', 'x'), 0o600);
			assert.deepEqual(await asNobody({ path: 'a.pt', policy: 'copy' }), { reason: 'unreadable', message: "a.pt can't be read: permission denied. Check its permissions." });
			await box.file('m/sub/x', 'x');
			await chmod(await box.file('m/sub/y', 'y'), 0);
			assert.deepEqual(await asNobody({ path: 'm', policy: 'copy' }), { reason: 'unreadable', message: "m/sub/y can't be read: permission denied. Check its permissions." });
			await chmod(join(box.workspace, 'm/sub'), 0);
			assert.deepEqual(await asNobody({ path: 'm', policy: 'copy' }), { reason: 'unreadable', message: "m/sub can't be read: permission denied. Check its permissions." });
			assert.deepEqual(filesBelow(box.registryFolder), []);
		});

		it('are told when they may not write the registry', async function () {
			if (!canBeNobody()) { this.skip(); }
			await chmod(box.workspace, 0o755);
			await box.file('a.pt', 'x');
			assert.deepEqual(await asNobody({ path: 'a.pt', policy: 'copy' }), { reason: 'unwritable', message: ".model-registry/artifacts can't be written: permission denied. Check its permissions." });
			const answer = await asNobody({ path: 'a.pt', policy: 'reference' });
			assert.deepEqual(answer, { digest: sha('x'), storage: 'reference' });
			// Staging works, publishing doesn't.
			await mkdir(join(box.registryFolder, 'artifacts/sha256'), { recursive: true });
			await chown(join(box.registryFolder, 'artifacts'), nobody, nobody);
			await box.file('.model-registry/artifacts/sha256/keep', '');
			const closed = await asNobody({ path: 'a.pt', policy: 'copy' });
			assert.ok('reason' in closed && closed.reason === 'unwritable', JSON.stringify(closed));
			assert.deepEqual(box.inStore(), ['sha256/keep']);
		});

		it('get a copy where they couldn\'t make the link read-only', async function () {
			if (!canBeNobody()) { this.skip(); }
			await chmod(box.workspace, 0o755);
			await chown(box.registryFolder, nobody, nobody);
			const path = await box.file('a.pt', 'x');
			await chmod(path, 0o666);
			assert.deepEqual(await asNobody({ path: 'a.pt', policy: 'hardlink' }), { digest: sha('x'), storage: 'copy' });
			assert.equal((await stat(path)).mode & 0o777, 0o666);
			assert.equal((await stat(path)).nlink, 1);
		});
	});
}
