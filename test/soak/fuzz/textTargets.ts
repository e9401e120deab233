import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import * as fc from 'fast-check';
import { RegistryError } from '../../../src/core/errors';
import { lockedVersions } from '../../../src/core/facts/lockedVersions';
import type { Json } from '../../../src/core/model';
import { sha256 } from '../../../src/core/records/canonical';
import { openPack } from '../../../src/core/records/pack';
import { parseRecord } from '../../../src/core/records/read';
import { recordText } from '../../../src/core/records/recordText';
import { readSearch } from '../../../src/core/search/parseSearch';
import { printSearch } from '../../../src/core/search/printSearch';
import { compareAsks } from '../../../src/editor/compare/asks';
import { parseLink } from '../../../src/editor/compare/link';
import { conflictsAsks } from '../../../src/editor/conflicts/asks';
import { inspectAsks } from '../../../src/editor/inspect/asks';
import { lineageAsks } from '../../../src/editor/lineage/pageAsks';
import { modelAsks } from '../../../src/editor/model/asks';
import { serve, type Contract } from '../../../src/protocol/rpc';
import { fileOf, recordSets } from '../../core/support/records';
import type { FuzzTarget } from './target';

/** Longer than any of these takes for what is let in, on a busy machine. In milliseconds. */
const slow = 5_000;

function textTarget(seeds: readonly string[], run: (input: Buffer) => void | Promise<void>): FuzzTarget {
	return async () => ({
		seeds: seeds.map(text => ({ place: 'text', bytes: Buffer.from(text) })),
		async run({ bytes }) {
			const since = performance.now();
			await run(bytes);
			assert.ok(performance.now() - since < slow, `took ${Math.round(performance.now() - since)} ms`);
		},
		close: () => undefined,
	});
}

const records = fc.sample(recordSets, { numRuns: 20, seed: 7 }).flat();
const searches = [
	'metrics.auc > 0.86 and params.lr <= 1e-3', 'author:ada or not (tag.team = risk)', 'name ~ /^v[0-9]+(a|b)*$/i', 'age < 30d and alias = production', 'metrics."odd name" != NaN', 'created >= 2026-05-03', 'framework in (pytorch, onnx)', '"plain text"',
];

/** The id in the name is the one in the text where there is one, so that the inside of a record is reached. */
function nameOf(input: Buffer): string {
	const id = /"id":\s*"([0-9A-HJKMNP-TV-Z]{26})"/.exec(input.toString('latin1'))?.[1] ?? '01KAX3AAAAAAAAAAAAAAAAAAAA';
	return `${id}-${sha256(input).slice(0, 12)}.json`;
}

const contracts = { compare: compareAsks, conflicts: conflictsAsks, inspect: inspectAsks, lineage: lineageAsks, model: modelAsks };
const ears: ((message: unknown) => void)[] = [];
/** Asks that were answered or refused: an ask has one answer. */
const heard = { asked: new Map<string, number>() };
for (const checks of Object.values(contracts)) {
	const post = (message: unknown) => { const { id } = message as { readonly id: string }; heard.asked.set(id, (heard.asked.get(id) ?? 0) + 1); };
	serve<Contract>({ post, listen: hear => { ears.push(hear); return () => undefined; } }, Object.fromEntries(Object.keys(checks).map(ask => [ask, () => 1])) as never, checks as never, () => undefined);
}

async function wire(input: Buffer): Promise<void> {
	let message: unknown;
	// The wire speaks JSON: what isn't never arrives.
	try { message = JSON.parse(input.toString('utf8')); } catch { return; }
	heard.asked.clear();
	for (const hear of ears) { hear(message); }
	await new Promise(resolve => { setImmediate(resolve); });
	for (const [id, answers] of heard.asked) { assert.ok(answers <= ears.length, `${id} was answered ${answers} times`); }
}

const id = '01KAX3AAAAAAAAAAAAAAAAAAAA';
const values: readonly unknown[] = [id, 'alias:production', 3, null, true, [id, '01KAX3BAAAAAAAAAAAAAAAAAAA'], 'md', 'higher', { versions: [id], base: id }, { path: 'a/b.json', field: 'lr' }];
/** Every ask of every page with arguments of one kind, and what else is said. */
const messages: readonly unknown[] = [
	...Object.values(contracts).flatMap(checks => Object.keys(checks)).map((ask, at) => ({ id: `a:${at}`, ask, args: [values[at % values.length], values[(at + 3) % values.length]].slice(0, at % 3) })),
	{ id: 'b:1', ask: 'decide', args: ['alias:production', id, 'why'] }, { id: 'b:2', ask: 'arrange', args: [{ versions: [id], base: id }] }, { id: 'b:3', ask: 'saveView', args: [{ query: 'auc', sorts: [{ column: 'm:auc', descending: true }], columns: ['m:auc'], isChosen: true, pinned: [], widths: { 'm:auc': 90 } }, null] },
	{ cancel: 'a:1' }, { tell: 'changed', args: [] },
];

export const textTargets: Readonly<Record<string, FuzzTarget>> = {
	'record reader': textTarget(records.map(record => recordText(record as unknown as Json)), input => {
		const read = parseRecord(nameOf(input), input);
		assert.ok(['record', 'newer', 'problem'].includes(read.is));
		if (read.is === 'record') { assert.ok(Buffer.byteLength(recordText(read.record as unknown as Json)) > 0); }
	}),
	'pack reader': textTarget(['', records.slice(0, 20).map(record => { const { file, text } = fileOf(record); return `${file} ${Buffer.byteLength(text)}\n${text}`; }).join('')], input => {
		const packed = gzipSync(Buffer.concat([Buffer.from('model-registry pack 1\n'), input]), { level: 1 });
		assert.ok(['pack', 'problem'].includes(openPack(`pack-${sha256(packed).slice(0, 24)}.gz`, packed).is));
		assert.equal(openPack(`pack-${sha256(input).slice(0, 24)}.gz`, input).is, 'problem');
	}),
	'filter language': textTarget(searches, input => {
		try {
			const expression = readSearch(input.toString('utf8').slice(0, 20_000));
			const printed = printSearch(expression);
			assert.equal(printSearch(readSearch(printed)), printed, 'printed and read again it is another search');
		} catch (error) {
			if (!RegistryError.is(error, 'bad-search')) { throw error; }
		}
	}),
	'page wire': textTarget(messages.map(message => JSON.stringify(message)), wire),
	'links': textTarget([`vscode://model-registry.model-registry/compare?registry=r1&base=${id}&versions=${id},01KAX3BAAAAAAAAAAAAAAAAAAA&query=auc%20x&isRegex=1&chart=bars`], input => {
		const link = parseLink(input.toString('utf8'));
		if (link) { assert.ok(link.versions.length >= 2 && [...link.versions, link.base].every(one => one.length === 26)); }
	}),
	'lock files': textTarget(['poetry-2.5.1/poetry.lock', 'uv-0.13.9/uv.lock', 'uv-0.13.9/pylock.toml'].map(path => readFileSync(`test/fixtures/environments/${path}`, 'utf8').slice(0, 20_000)), input => {
		for (const [name, version] of Object.entries(lockedVersions(input.toString('utf8')))) { assert.ok(typeof name === 'string' && typeof version === 'string'); }
	}),
};
