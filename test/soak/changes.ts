import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { RegistryError } from '../../src/core/errors';
import type { Registry } from '../../src/core/registry';
import { below, pick, type Next } from '../core/support/mutations';

const models = ['churn', 'defects', 'team/sentiment'] as const;
const aliases = ['production', 'staging'] as const;

/** Who changes it, and where. */
export interface Changing { readonly folder: string; readonly registry: Registry; readonly name: string }

type Change = (member: Changing, next: Next, model: string) => Promise<unknown>;

/** Every kind of change that a person can make. A new one is a line here. */
const changes: readonly Change[] = [
	register, register, register,
	({ registry }, next, model) => registry.setAlias(version(next, model), pick(next, aliases), 'a reason'),
	({ registry }, next, model) => registry.removeAlias(model, pick(next, aliases)),
	({ registry }, next, model) => registry.setTags({ ref: version(next, model) }, { team: pick(next, ['risk', 'growth', null]) }),
	({ registry }, next, model) => registry.setTags({ model }, { tier: pick(next, ['1', '2']) }),
	({ registry, name }, next, model) => registry.addNote({ ref: version(next, model) }, `${name} notes ${next()}`),
	({ registry, name }, next, model) => registry.writeCard(model, `# ${model}\n\n${name} ${below(next, 3)}\n`),
	({ registry }, next, model) => registry.renameModel(model, `${model}-${pick(next, ['a', 'b'])}`),
	({ registry }, next, model) => registry.configureModel(model, 'primary-metric', pick(next, ['auc', 'f1'])),
	({ registry }, next, model) => registry.archive(version(next, model)),
	({ registry }, next, model) => registry.restore(version(next, model)),
	({ registry }, next, model) => registry.purge(version(next, model)),
	({ registry }, next, model) => registry.link(version(next, model), { from: version(next, model), relation: 'fine-tuned-from' }),
	decideOne,
	// Months that are past by this member's clock, or all of them, the one that is being written too.
	({ registry }, next) => registry.compact(next() < 0.5 ? {} : { before: '9999-01' }),
];

function version(next: Next, model: string): string {
	return `${model}@v${1 + below(next, 4)}`;
}

/** Registers a file. Returns the version's id. */
export async function register({ folder, registry, name }: Changing, next: Next, model: string, content = `weights ${name} ${below(next, 12)}`): Promise<string> {
	mkdirSync(join(folder, 'models'), { recursive: true });
	const path = `models/${name}-${below(next, 6)}.bin`;
	writeFileSync(join(folder, path), content);
	return (await registry.register(path, { model, metrics: { auc: next() }, tags: { by: name } })).version.id;
}

async function decideOne({ registry }: Changing, next: Next): Promise<void> {
	const open = await registry.conflicts();
	if (!open.length) { return; }
	const conflict = pick(next, open);
	await registry.decide({ name: conflict.name, record: pick(next, conflict.sides).record }, 'decided');
}

/** One change of any kind. What can't be done here and now (no such version, nothing to purge) is refused, which is right too. */
export async function change(member: Changing, next: Next): Promise<void> {
	try {
		await pick(next, changes)(member, next, pick(next, models));
	} catch (error) {
		if (!RegistryError.is(error)) { throw error; }
	}
}
