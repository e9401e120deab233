import * as z from 'zod/mini';
import { versionEdits, type ModelContract } from '../../protocol/model';
import type { Checks } from '../../protocol/rpc';
import { argsLike, noArgs } from '../pages/checks';
import { boardView } from './boardView';

const id = z.string().check(z.regex(/^[0-9A-Z]{26}$/));
const metric = z.string().check(z.minLength(1), z.maxLength(1_000));
const search = z.string().check(z.maxLength(20_000));
const count = z.int().check(z.nonnegative());

/** What the page of a model may ask with. */
export const modelAsks: Checks<ModelContract> = {
	load: noArgs,
	rows: argsLike([count, count]),
	find: argsLike([search]),
	complete: argsLike([search, count]),
	evaluations: noArgs,
	recordEvaluation: argsLike([id]),
	views: noArgs,
	saveView: argsLike([boardView, z.nullable(z.string().check(z.maxLength(100)))]),
	removeView: argsLike([z.string().check(z.maxLength(100))]),
	chooseMetric: argsLike([z.nullable(metric)]),
	setDirection: argsLike([metric, z.nullable(z.enum(['higher', 'lower']))]),
	setTolerance: argsLike([metric]),
	firstCommit: argsLike([id, id]),
	editCard: noArgs,
	diffCard: noArgs,
	editTags: noArgs,
	editVersion: argsLike([z.enum(versionEdits), z.nullable(id)]),
	showCurves: argsLike([z.array(id).check(z.minLength(2), z.maxLength(200))]),
	openLineage: noArgs,
	openFile: argsLike([z.string().check(z.minLength(1), z.maxLength(4096))]),
	compare: argsLike([z.array(id).check(z.minLength(2), z.maxLength(100_000)), z.nullable(id)]),
	showVersion: argsLike([id]),
	copy: argsLike([z.string().check(z.maxLength(50_000_000))]),
	manageTrust: noArgs,
	backToNow: noArgs,
};
