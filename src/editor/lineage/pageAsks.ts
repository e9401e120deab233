import * as z from 'zod/mini';
import type { LineageContract } from '../../protocol/lineage';
import type { Checks } from '../../protocol/rpc';
import { argsLike, noArgs } from '../pages/checks';

const id = z.string().check(z.regex(/^[0-9A-Z]{26}$/));
const key = z.string().check(z.minLength(1), z.maxLength(10_000));
const text = z.string().check(z.maxLength(50_000_000));

/** What the page of lineage may ask with. */
export const lineageAsks: Checks<LineageContract> = {
	load: noArgs,
	spine: noArgs,
	facts: argsLike([key]),
	open: argsLike([key]),
	openModel: argsLike([z.string().check(z.minLength(1), z.maxLength(1_000))]),
	compare: argsLike([z.array(id).check(z.minLength(2), z.maxLength(200))]),
	showInView: argsLike([key]),
	copy: argsLike([text]),
	save: argsLike([z.union([text, z.instanceof(Uint8Array)]), z.enum(['svg', 'png', 'md'])]),
	manageTrust: noArgs,
	backToNow: noArgs,
};
