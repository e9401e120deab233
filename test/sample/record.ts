import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { openRegistry, type Registry } from '../../src/core/registry';
import type { Step } from './step';

const minute = 60_000;

/** Does in the registry of `folder` what the step says, as its author, two minutes apart from `from` on. Returns how many things it did. */
export async function record(folder: string, step: Step, from: Date): Promise<number> {
	const actions = actionsOf(step);
	let at = from;
	const registry = openRegistry({ folder, author: step.author, now: () => at });
	try {
		if (actions.length && !await registry.exists()) { await registry.init('support-ml'); }
		for (const [i, action] of actions.entries()) {
			at = new Date(from.getTime() + 2 * i * minute);
			await action(registry);
		}
	} finally {
		await registry.close();
	}
	return actions.length;
}

function actionsOf(step: Step): readonly ((registry: Registry) => Promise<unknown>)[] {
	return [
		...step.register.map(({ path, model, notes }) => (registry: Registry) => registry.register(path, { model, notes })),
		...step.tag.map(({ tags, ...of }) => (registry: Registry) => registry.setTags(targetOf(of), tags)),
		...step.configure.map(({ model, setting, value }) => (registry: Registry) => registry.configureModel(model, setting, value)),
		...step.alias.map(({ ref, name, reason }) => (registry: Registry) => registry.setAlias(ref, name, reason)),
		...step.archive.map(({ ref, reason }) => (registry: Registry) => registry.archive(ref, reason)),
		...step.note.map(({ text, ...of }) => (registry: Registry) => registry.addNote(targetOf(of), text)),
		...step.card.map(({ model, file }) => async (registry: Registry) => registry.writeCard(model, await readFile(join(step.folder, file), 'utf8'))),
	];
}

function targetOf({ ref, model }: { readonly ref?: string | undefined; readonly model?: string | undefined }): { readonly ref: string } | { readonly model: string } {
	if (ref !== undefined) { return { ref }; }
	if (model !== undefined) { return { model }; }
	throw new Error('A tag or note needs a ref or a model.');
}
