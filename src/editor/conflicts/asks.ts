import * as z from 'zod/mini';
import type { ConflictsContract } from '../../protocol/conflicts';
import type { Checks } from '../../protocol/rpc';
import { argsLike, noArgs } from '../pages/checks';

const id = z.string().check(z.regex(/^[0-9A-Z]{26}$/));
const name = z.string().check(z.minLength(1), z.maxLength(400));

/** What the page of conflicts may ask with. */
export const conflictsAsks: Checks<ConflictsContract> = {
	load: noArgs,
	origins: argsLike([z.int().check(z.nonnegative())]),
	decide: argsLike([name, id, z.string().check(z.maxLength(2_000))]),
	useInstead: argsLike([name, id]),
	compare: argsLike([z.array(id).check(z.minLength(2), z.maxLength(200)), id]),
	openCode: argsLike([id, id]),
	openCards: argsLike([name, id, id]),
	mergeCards: argsLike([name, z.nullable(id), id, id]),
	showVersion: argsLike([id]),
	showLineage: argsLike([id]),
	manageTrust: noArgs,
};
