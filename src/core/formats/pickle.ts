import type { ModelFormat } from './format';
import { bufferSource } from './bytes/source';
import { Cursor } from './pickle/cursor';
import { pickleFacts } from './pickle/pickleFacts';
import { judge } from './pickle/safety';
import { readPickle } from './pickle/readPickle';
import { unpickle } from './pickle/unpickle';

/** A Python pickle: read inertly, nothing in it is ever called. */
export const pickle: ModelFormat = {
	name: 'pickle',
	title: 'Pickle',
	extensions: ['.pkl', '.pickle'],

	async matches(candidate) {
		return !candidate.isDirectory && isPickle(candidate.head);
	},

	async read(candidate) {
		return pickleFacts(candidate, await candidate.open(undefined, file => readPickle(file, 'none')), 'pickle');
	},
};

/** By the first bytes: protocol 2 and later begin with their number; the older ones are text, so that a run of it decides. */
export async function isPickle(head: Buffer): Promise<boolean> {
	if (head[0] === 0x80) { return (head[1] ?? 9) <= 5 && head.length > 2; }
	if (!/^[(c)\]}ildFISVLN.]/.test(head.subarray(0, 1).toString('latin1'))) { return false; }
	const begun = await unpickle(new Cursor(bufferSource(head)));
	if (!begun.problem) { return head.length === 4096 || head.at(-1) === 0x2e; }
	// Text may begin like one by chance: then the names that it seems to call are none.
	const { dangerous } = judge(begun.globals);
	return dangerous.some(name => !name.includes('<')) || begun.globals.some(({ module }) => /^(copy_?reg|__builtin__|builtins|collections|numpy|sklearn|torch|pandas)(\.|$)/.test(module));
}
