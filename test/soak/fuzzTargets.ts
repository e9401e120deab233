import assert from 'node:assert/strict';
import { gzipSync } from 'node:zlib';
import * as fc from 'fast-check';
import { RegistryError } from '../../src/core/errors';
import type { Json } from '../../src/core/model';
import { sha256 } from '../../src/core/records/canonical';
import { openPack } from '../../src/core/records/pack';
import { parseRecord } from '../../src/core/records/read';
import { recordText } from '../../src/core/records/recordText';
import { readSearch } from '../../src/core/search/parseSearch';
import { printSearch } from '../../src/core/search/printSearch';
import { conflictsAsks } from '../../src/editor/conflicts/asks';
import { compareAsks } from '../../src/editor/compare/asks';
import { serve, type Contract } from '../../src/protocol/rpc';
import { fileOf, recordSets } from '../core/support/records';

/** Something that reads what others wrote. It may refuse, and never throw what isn't a refusal. */
export interface FuzzTarget { readonly seeds: readonly string[]; readonly run: (input: Buffer) => void }

const records = fc.sample(recordSets, { numRuns: 20, seed: 7 }).flat();
const searches = [
	'metrics.auc > 0.86 and params.lr <= 1e-3', 'author:ada or not (tag.team = risk)', 'name ~ /^v[0-9]+(a|b)*$/i', 'age < 30d and alias = production', 'metrics."odd name" != NaN', 'created >= 2026-05-03', 'framework in (pytorch, onnx)', '"plain text"',
];

/** The id in the name is the one in the text where there is one, so that the inside of a record is reached. */
function nameOf(input: Buffer): string {
	const id = /"id":\s*"([0-9A-HJKMNP-TV-Z]{26})"/.exec(input.toString('latin1'))?.[1] ?? '01KAX3AAAAAAAAAAAAAAAAAAAA';
	return `${id}-${sha256(input).slice(0, 12)}.json`;
}

const ears: ((message: unknown) => void)[] = [];
for (const checks of [conflictsAsks, compareAsks]) {
	serve<Contract>({ post: () => undefined, listen: hear => { ears.push(hear); return () => undefined; } }, Object.fromEntries(Object.keys(checks).map(ask => [ask, () => 1])) as never, checks as never, () => undefined);
}

export const fuzzTargets = {
	'record reader': {
		seeds: records.map(record => recordText(record as unknown as Json)),
		run: input => {
			const read = parseRecord(nameOf(input), input);
			assert.ok(['record', 'newer', 'problem'].includes(read.is));
			if (read.is === 'record') { assert.ok(Buffer.byteLength(recordText(read.record as unknown as Json)) > 0); }
		},
	},
	'pack reader': {
		seeds: ['', records.slice(0, 20).map(record => { const { file, text } = fileOf(record); return `${file} ${Buffer.byteLength(text)}\n${text}`; }).join('')],
		run: input => {
			const packed = gzipSync(Buffer.concat([Buffer.from('model-registry pack 1\n'), input]), { level: 1 });
			assert.ok(['pack', 'problem'].includes(openPack(`pack-${sha256(packed).slice(0, 24)}.gz`, packed).is));
			assert.equal(openPack(`pack-${sha256(input).slice(0, 24)}.gz`, input).is, 'problem');
		},
	},
	'filter language': {
		seeds: searches,
		run: input => {
			try {
				const expression = readSearch(input.toString('utf8').slice(0, 20_000));
				readSearch(printSearch(expression));
			} catch (error) {
				if (!RegistryError.is(error, 'bad-search')) { throw error; }
			}
		},
	},
	'page wire': {
		seeds: [
			{ id: 'a:1', ask: 'decide', args: ['alias:production', '01KAX3AAAAAAAAAAAAAAAAAAAA', 'why'] }, { id: 'a:2', ask: 'compare', args: [['01KAX3AAAAAAAAAAAAAAAAAAAA', '01KAX3BAAAAAAAAAAAAAAAAAAA'], '01KAX3AAAAAAAAAAAAAAAAAAAA'] },
			{ cancel: 'a:1' }, { id: 'a:3', ask: 'curves', args: ['auc'] }, { id: 'a:4', ask: 'openText', args: ['card', '01KAX3AAAAAAAAAAAAAAAAAAAA'] }, { tell: 'changed', args: [] },
		].map(message => JSON.stringify(message)),
		run: input => {
			let message: unknown;
			// The wire speaks JSON: what isn't never arrives.
			try { message = JSON.parse(input.toString('utf8')); } catch { return; }
			for (const hear of ears) { hear(message); }
		},
	},
} as const satisfies Readonly<Record<string, FuzzTarget>>;
