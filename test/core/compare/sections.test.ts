import assert from 'node:assert/strict';
import { compare } from '../../../src/core/compare/compare';
import type { SectionId } from '../../../src/core/compare/comparison';
import { changeOf } from '../../../src/core/compare/environment';
import type { ComparedVersion } from '../../../src/core/compare/facts';
import { tensorChange } from '../../../src/core/compare/tensors';
import { changedLines } from '../../../src/core/compare/text';
import type { Tensor } from '../../../src/core/model';
import { comparedTable, toCsv, toTsv } from '../../../src/core/present/comparedTable';
import { comparedMarkdown } from '../../../src/core/present/comparedMarkdown';
import { countWords, rowName, spansText } from '../../../src/core/present/comparedWords';
import { compared, type Given } from './facts';

const all = (...given: readonly Given[]): readonly ComparedVersion[] => given.map((one, at) => compared(at + 1, one));
const compareAll = (...given: readonly Given[]) => compare({ versions: all(...given), base: 0, code: undefined });
/** Rows as text: 'lr: 0.1 | 0.05 ×0.5'. */
const shown = (id: SectionId, ...given: readonly Given[]) => compareAll(...given).sections.find(section => section.id === id)?.rows
	.map(row => `${row.name}: ${row.cells.map(cell => [cell.text, cell.change, cell.relative, cell.verdict === 'same' || cell.verdict === 'unknown' ? undefined : cell.verdict, cell.mark].filter(part => part !== undefined).join(' ')).join(' | ')}`);
const said = (...given: readonly Given[]) => compareAll(...given).summary.columns.map(({ spans }) => spansText(spans));

const tensor = (name: string, shape: Tensor['shape'], dtype = 'F32'): Tensor => ({ name, shape, dtype });

describe('sections of a comparison', () => {
	it('metrics: the one that matters first, judged by direction, best and worst marked, NaN never best', () => {
		assert.deepEqual(shown('metrics', { metrics: { train_runtime_s: 4812, log_loss: 0.3176, auc: 0.9127 } }, { metrics: { train_runtime_s: 618, log_loss: NaN, auc: 0.9184 } }, { metrics: { log_loss: 0.3127, auc: 0.9269 } }), [
			'auc: 0.9127 worst | 0.9184 +0.0057 +0.62 % better | 0.9269 +0.0142 +1.6 % better best',
			'log_loss: 0.3176 worst | NaN worse | 0.3127 −0.0049 −1.5 % better best',
			'train_runtime_s: 4812 | 618 −4194 −87 % | not recorded removed',
		]);
	});

	it('metrics: a version without any is not one that lost them', () => {
		const { sections } = compareAll({ metrics: { auc: 0.9 } }, {});
		assert.deepEqual([sections[0]?.differ, sections[0]?.unrecorded], [0, ['v2']]);
	});

	it('parameters: typed, with their distance, by dotted name', () => {
		assert.deepEqual(shown('parameters', { params: { 'optimizer.lr': 4e-5, epochs: 3, freeze: false, seed: '42', old: 1 }, written: { 'params.optimizer.lr': '4e-5' } }, { params: { 'optimizer.lr': 2e-5, epochs: 4, freeze: true, seed: 42, bins: [1, 6] } }), [
			'bins: not set | [1, 6] added', 'epochs: 3 | 4 +1', 'freeze: false | true changed', 'old: 1 | not set removed', 'optimizer.lr: 4e-5 | 2e-5 ×0.5', 'seed: 42 | 42 text → number',
		]);
	});

	it('tensors: added, removed, reshaped, retyped, and the share of parameters', () => {
		const before = [tensor('body', [10, 10]), tensor('head', [3, 10]), tensor('gone', [5]), tensor('half', [5])];
		const after = [tensor('body', [10, 10]), tensor('head', [4, 10]), tensor('new', [5]), tensor('half', [5], 'F16')];
		assert.deepEqual(shown('tensors', { tensors: before }, { tensors: after }), [
			'number of tensors: 4 | 4', 'number of parameters: 140 | 150 +10', 'gone: F32 [5] | absent removed', 'half: F32 [5] | F16 [5] retyped', 'head: F32 [3, 10] | F32 [4, 10] reshaped', 'new: absent | F32 [5] added',
		]);
		assert.deepEqual(tensorChange(after, before), { added: 1, removed: 1, reshaped: 1, retyped: 1, share: 55 / 155 });
		assert.equal(tensorChange(after, []), undefined);
		assert.deepEqual(compareAll({ tensors: before }, { tensors: [...before] }).sections.find(section => section.id === 'tensors')?.unlisted, 4);
	});

	it('environment: upgrades by their weight', () => {
		const cases = [['2.7.1', '2.8.0', 'minor upgrade'], ['2.8.0', '1.9', 'major downgrade'], ['1.0', '1.0.1', 'patch upgrade'], ['1.0', '1.0', undefined], ['local', '1.0', 'changed'], ['2.7.1+cpu', '2.7.1+cu128', 'changed'], [undefined, '1', 'added'], ['1', undefined, 'removed']] as const;
		assert.deepEqual(cases.map(([then, now]) => changeOf(now, then)), cases.map(([, , change]) => change));
		assert.deepEqual(shown('environment', { environment: { torch: '2.7.1' } }, { environment: { torch: '2.8.0', peft: '0.17' } }, {}), ['peft: not installed | 0.17 added | not recorded', 'torch: 2.7.1 | 2.8.0 minor upgrade | not recorded']);
	});

	it('inputs: by digest where it is known', () => {
		const source = { tool: 'user' }, data = (name: string, digest: string) => ({ relation: 'trained-on' as const, name, digest: digest.repeat(64), source, certainty: 'certain' as const });
		assert.deepEqual(shown('inputs', { inputs: [data('train.csv', 'a')] }, { inputs: [data('train.csv', 'b')] }, { inputs: [data('other.csv', 'a')] }, {}), ['trained on: train.csv | train.csv different bytes, bbbbbbbb…bbbb | other.csv | not recorded removed']);
	});

	const holdout = { name: 'holdout.csv', digest: 'e'.repeat(64) };

	it('evaluations: a row for each metric in each context, judged, the best marked, and what was not evaluated there said', () => {
		const context = { dataset: holdout, split: 'test' }, slice = { ...context, slice: 'region=eu' };
		const given: readonly Given[] = [
			{ evaluations: [{ context, metrics: { accuracy: 0.9, train_runtime_s: 4 } }, { context: slice, metrics: { accuracy: 0.8 } }] },
			{ evaluations: [{ context, metrics: { accuracy: 0.85 } }, { context, metrics: { accuracy: 0.912 } }, { context: slice, metrics: { accuracy: 0.79 } }] },
			{ evaluations: [{ context: { ...context, dataset: { ...holdout, name: 'renamed.csv' } }, metrics: { accuracy: 0.9 } }] }, {},
		];
		assert.deepEqual(shown('evaluations', ...given), [
			'accuracy: 0.900 worst | 0.912 +0.012 +1.3 % better best | 0.900 worst | not evaluated', 'train_runtime_s: 4 | not evaluated | not evaluated | not evaluated', 'accuracy: 0.80 best | 0.79 −0.01 −1.3 % worse worst | not evaluated | not evaluated',
		]);
		const section = compareAll(...given).sections.find(one => one.id === 'evaluations');
		assert.deepEqual(section?.rows.map(row => row.group), ['holdout.csv, test', 'holdout.csv, test', 'holdout.csv, test, region=eu']);
		assert.equal(section && countWords(section, 4), '3 differ, 0 equal, 2 contexts, not evaluated in v4');
		assert.deepEqual(said(...given), [
			'v2 beats v1 on holdout.csv, test accuracy by 0.012. Better in 1 of 2 contexts, worse on holdout.csv, test, region=eu accuracy (−0.01). Same bytes.',
			'v3 equals v1 on holdout.csv, test accuracy. Not evaluated on holdout.csv, test, region=eu. Same bytes.', 'Not evaluated where v1 was. Same bytes.',
		]);
	});

	it('evaluations: data of the same name with other bytes is other data', () => {
		const on = (digest: string, accuracy: number): Given => ({ evaluations: [{ context: { dataset: { name: 'holdout.csv', digest: digest.repeat(64) } }, metrics: { accuracy } }] });
		assert.deepEqual(said(on('e', 0.9), on('f', 0.95)), ['Not evaluated on the same data. Same bytes.']);
		assert.deepEqual(compareAll(on('e', 0.9), on('f', 0.95)).sections[1]?.rows.map(rowName), ['holdout.csv (eeeeeeee…eeee) · accuracy', 'holdout.csv (ffffffff…ffff) · accuracy']);
	});

	it('sentences say what changed, and nothing that did not', () => {
		assert.deepEqual(said(
			{ metrics: { auc: 0.9127, ece: 0.0211, f1: 0.5 }, params: { lr: 4e-5, epochs: 3 }, environment: { torch: '2.7.1', numpy: '1' }, digest: 'a'.repeat(64) },
			{ metrics: { auc: 0.9269, ece: 0.0342, f1: 0.5 }, params: { lr: 2e-5, epochs: 3 }, environment: { torch: '2.8.0', numpy: '1' }, digest: 'b'.repeat(64) },
		), ['Better on 1 of 3 metrics, worse on ece (0.0211 → 0.0342). auc +0.0142. lr halved. torch 2.7.1 → 2.8.0.']);
		assert.deepEqual(said({ metrics: { auc: 0.9 }, params: { a: 1 } }, { metrics: { auc: 0.8 }, params: { a: 1 } }), ['Worse on the only metric. auc −0.1. Same bytes. Same parameters.']);
		assert.deepEqual(said({ metrics: { auc: 0.9 } }, { metrics: { mAP50: 0.8 }, digest: 'a'.repeat(64) }), ['No metric in common.']);
	});

	it('with many versions, says what the metric goes with, over how many, and that this is no cause', () => {
		const many = (score: (i: number) => number) => spansText(compareAll(...Array.from({ length: 10 }, (_, i): Given => ({ metrics: { auc: score(i) }, params: { lr: (i + 1) / 100, noise: [3, 1, 2][i % 3] ?? 0 } }))).summary.overall);
		assert.match(many(i => (90 - i) / 100), /auc goes most with lr \(rank correlation −1\.00, 10 versions\)\. Correlation is not cause\.$/);
		assert.doesNotMatch(many(i => [5, 2, 9, 1, 7, 3, 8, 4, 6, 5][i] ?? 0), /goes most/);
	});

	it('numbers measured on different data are warned about first', () => {
		const measured = (digest: string) => [{ relation: 'evaluated-on' as const, name: 'holdout', digest: digest.repeat(64), source: { tool: 'user' }, certainty: 'certain' as const }];
		assert.match(said({ metrics: { auc: 0.8 }, inputs: measured('a') }, { metrics: { auc: 0.9 }, inputs: measured('b') })[0] ?? '', /^Not evaluated on the same data\. Better on the only metric\./);
	});
});

describe('a comparison as text', () => {
	const two = compareAll({ metrics: { auc: 0.91274 }, params: { note: '=HYPERLINK("x")', a: 'x,"y"\nz' } }, { metrics: { auc: 0.9 }, params: { note: '| **b** <img>', a: -1 } });

	it('CSV has every digit, and nothing that a spreadsheet would run', () => {
		const csv = toCsv(comparedTable(two));
		assert.ok(csv.startsWith('section,name,v1 (baseline),v2,v2 change,v2 verdict\r\nMetrics,auc,0.91274,0.9,-0.0127,worse\r\n'), csv);
		assert.ok(csv.includes(`"'=HYPERLINK(""x"")"`) && csv.includes('"x,""y""\nz",-1'));
		assert.equal(new Set(toTsv(comparedTable(two)).split('\n').map(line => line.split('\t').length)).size, 1);
	});

	it('Markdown shows what others wrote as it is', () => {
		const markdown = comparedMarkdown(two);
		assert.match(markdown, /^## churn: v2 against v1\n\n\*\*v2\*\*: Worse on the only metric\./);
		assert.ok(markdown.includes('| auc ↑ | **0.9127** | 0.9000 −0.0127 (−1.4 %) worse |'), markdown);
		assert.ok(markdown.includes('\\| \\*\\*b\\*\\* \\<img\\>'));
	});

	it('text differences count lines', () => {
		assert.deepEqual(changedLines('a\nb\nc', 'a\nc\nd\ne\n'), { added: 2, removed: 1 });
	});
});
