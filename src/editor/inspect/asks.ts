import * as z from 'zod/mini';
import type { InspectContract } from '../../protocol/inspect';
import type { Checks } from '../../protocol/rpc';
import { argsLike, noArgs } from '../pages/checks';

const text = z.string().check(z.maxLength(50_000_000));
const id = z.string().check(z.maxLength(64));
/** Stays in the folder that it is relative to. */
const path = z.string().check(z.maxLength(4096), z.refine(value => value !== '' && !/^([/\\]|[A-Za-z]:)/.test(value) && !value.split(/[\\/]/).includes('..') && !value.includes('\0')));

/** What the page of a model file may ask with. */
export const inspectAsks: Checks<InspectContract> = {
	load: noArgs,
	tensors: argsLike([z.int()]),
	surroundings: noArgs,
	register: noArgs,
	showVersion: argsLike([id]),
	openSource: argsLike([z.object({ path, field: z.optional(z.string().check(z.maxLength(1000))) })]),
	copy: argsLike([text]),
	manageTrust: noArgs,
};
