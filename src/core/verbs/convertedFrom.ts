import { posix } from 'node:path';
import { versionsOfParameters } from '../database/queries/versions';
import { RegistryError } from '../errors';
import type { Facts, Input, Tensor, WorkspacePath } from '../model';
import type { Context } from './context';
import { tensors, versionById } from './read';

/** Formats that models are exported to, by tools that keep the names of the weights. */
const exported: ReadonlySet<string> = new Set(['onnx']);
/** Versions whose tensors are looked at: the newest of this size. */
const most = 10;

/**
 * The registered version that an exported file was made from, where nothing in it says so: one of another format with as many weights, each of whose tensors
 * is in the file by name and shape. Of several the one beside it with its name, else the newest; only the first is more than a guess.
 */
export async function convertedFrom(ctx: Context, inside: WorkspacePath, facts: Facts): Promise<Input | undefined> {
	if (!exported.has(facts.format) || facts.parameters === undefined || facts.tensors.length === 0 || facts.inputs.some(input => input.relation === 'converted-from')) { return undefined; }
	const db = await ctx.ledger.database();
	const own = new Set(facts.tensors.map(keyOf));
	const alike = [];
	for (const { id } of versionsOfParameters(db, { parameters: facts.parameters, not: facts.format, limit: most })) {
		const theirs = await tensors(ctx, id).catch((error: unknown) => { if (RegistryError.is(error)) { return []; } throw error; });
		if (theirs.length > 0 && theirs.every(tensor => own.has(keyOf(tensor)) || own.has(keyOf({ ...tensor, shape: [...tensor.shape].reverse() })))) { alike.push(versionById(db, id)); }
	}
	const stem = (path: string) => posix.join(posix.dirname(path), posix.basename(path).replace(/\.\w+$/, ''));
	const beside = alike.find(version => stem(version.artifact.path) === stem(inside));
	const base = beside ?? alike[0];
	return base && { relation: 'converted-from', name: `${base.model} ${base.label}`, digest: base.artifact.digest, source: { tool: facts.format, path: inside, field: 'tensors' }, certainty: beside ? 'likely' : 'guess' };
}

function keyOf({ name, shape }: Pick<Tensor, 'name' | 'shape'>): string {
	return `${name} ${shape.join('x')}`;
}
