import { silentLog } from '../../src/core/log';
import { openRegistry, type Registry } from '../../src/core/registry';
import { openOnThread } from '../../src/thread/openOnThread';
import { random } from '../core/support/mutations';
import { change, register } from './changes';

/**
 * A process that changes the registry in `folder`, made to be killed at any moment. It prints 'ready', then a line for everything that was
 * acknowledged: 'done', or the id of a version that was registered. With `times`, it registers so many versions and ends.
 */
export async function work(folder: string, seed: string, times: number | undefined): Promise<void> {
	await workWith(openRegistry({ folder, author: { name: `w${seed}`, email: `w${seed}@example.com` } }), { folder, seed, times });
}

/** The same through the thread that the editor has a registry on. */
export async function workOnThread(folder: string, seed: string, times: number | undefined): Promise<void> {
	await workWith(openOnThread({ folder, log: silentLog }), { folder, seed, times });
}

async function workWith(registry: Registry, { folder, seed, times }: { readonly folder: string; readonly seed: string; readonly times: number | undefined }): Promise<void> {
	const worker = { folder, registry, name: `w${seed}` };
	const next = random(seed);
	process.stdout.write('ready\n');
	for (let i = 0; i < (times ?? Infinity); i++) {
		if (times !== undefined || i % 2 === 0) {
			process.stdout.write(`${await register(worker, next, 'churn', `${seed} ${i}`)}\n`);
		} else {
			await change(worker, next);
			process.stdout.write('done\n');
		}
	}
	await registry.close();
}

/** A process that packs every month of the registry in `folder`, made to be killed at any moment. */
export async function pack(folder: string): Promise<void> {
	const registry = openRegistry({ folder, git: false });
	await registry.models();
	process.stdout.write('ready\n');
	await registry.compact({ before: '9999-01' });
	await registry.close();
}
