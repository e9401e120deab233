import * as z from 'zod/mini';
import type { CompareContract } from '../../protocol/compare';
import type { Checks } from '../../protocol/rpc';
import { comparedView } from './comparedView';
import { argsLike, noArgs } from '../pages/checks';

/** A version, or a training run as `run:` and its id. */
const id = z.string().check(z.regex(/^(?:[0-9A-Z]{26}|run:[^\p{Cc}]{1,1000})$/u));
const text = z.string().check(z.maxLength(50_000_000));
/** A path in a repository: what git itself refuses isn't asked for. */
const path = z.string().check(z.maxLength(4096), z.refine(value => value !== '' && !value.startsWith('/') && !value.split('/').includes('..') && !/[\0\n]/.test(value)));

/** What the page that compares versions may ask with. */
export const compareAsks: Checks<CompareContract> = {
	load: noArgs,
	arrange: argsLike([z.object({ versions: z.array(id).check(z.maxLength(200)), base: id })]),
	code: argsLike([z.int()]),
	values: argsLike([z.int(), z.boolean()]),
	curves: argsLike([z.nullable(z.string().check(z.maxLength(1000))), z.nullable(z.object({ along: z.enum(['step', 'epoch', 'time']), from: z.number(), to: z.number() }))]),
	add: noArgs,
	openText: argsLike([z.enum(['parameters', 'environment', 'note', 'card']), id]),
	openCode: argsLike([id, z.nullable(path)]),
	openFile: argsLike([z.string().check(z.minLength(1), z.maxLength(4096))]),
	showVersion: argsLike([id]),
	setDirection: argsLike([z.string().check(z.minLength(1), z.maxLength(300))]),
	copyLink: argsLike([comparedView]),
	copy: argsLike([text]),
	save: argsLike([text, z.enum(['csv', 'tsv', 'md', 'json'])]),
	saveChart: argsLike([text, z.enum(['svg', 'png', 'vl.json'])]),
	manageTrust: noArgs,
	backToNow: noArgs,
};
