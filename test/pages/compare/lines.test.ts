import assert from 'node:assert/strict';
import { compare } from '../../../src/core/compare/compare';
import { exportAs } from '../../../webview-ui/compare/exportAs';
import { columnsIn, layoutOf } from '../../../webview-ui/compare/layout';
import { lineAt, linesOf } from '../../../webview-ui/compare/lines';
import { newsOf } from '../../../webview-ui/compare/news';
import { sortedVersions } from '../../../webview-ui/compare/sortedVersions';
import { arrangedAtFirst, type Arranged } from '../../../webview-ui/compare/state';
import { stepFrom } from '../../../webview-ui/compare/step';
import { compared } from '../../core/compare/facts';

const facts = (lr = 0.1) => ({ versions: [compared(1, { metrics: { auc: 0.9, ece: 0.1 }, params: { 'opt.lr': 0.2, 'opt.name': 'adam', seed: 1 } }), compared(2, { metrics: { auc: 0.95, ece: 0.1 }, params: { 'opt.lr': lr, 'opt.name': 'sgd', seed: 1 } })], base: 0, code: undefined });
const comparison = compare(facts());
const names = (arranged: Partial<Arranged>) => linesOf(comparison, { ...arrangedAtFirst, ...arranged }).lines.map(line => (line.is === 'row' ? `  ${line.name}` : line.is === 'group' ? ` ${line.title}` : line.section.id));

describe('lines of the compare page', () => {
	it('are what differs, with every section as its head', () => {
		assert.deepEqual(names({}), ['metrics', '  auc', 'evaluations', 'parameters', '  opt.lr', '  opt.name', 'tensors', 'signature', 'files', 'environment', 'inputs', 'code', 'notes']);
		assert.ok(names({ onlyDifferences: false }).includes('  seed') && names({ onlyDifferences: false }).includes('  ece'));
	});

	it('of a narrow page are those in which its two versions differ, and so are the counts', () => {
		const three = compare({ versions: [...facts().versions, compared(3, { metrics: { auc: 0.9, ece: 0.1 }, params: { 'opt.lr': 0.2, 'opt.name': 'sgd', seed: 1, depth: 4 } })], base: 0, code: undefined });
		const shown = (at: number) => linesOf(three, arrangedAtFirst, { base: 0, shown: at }).lines.flatMap(line => (line.is === 'section' && line.differ ? [`${line.section.id} ${line.differ}`] : line.is === 'row' ? [line.name] : []));
		assert.deepEqual(shown(1), ['metrics 1', 'auc', 'parameters 2', 'opt.lr', 'opt.name']);
		assert.deepEqual(shown(2), ['parameters 2', 'depth', 'opt.name']);
	});

	it('are filtered, grouped, sorted and folded', () => {
		assert.deepEqual(names({ query: 'LR' }).filter(name => name.startsWith(' ')), ['  opt.lr']);
		assert.deepEqual(names({ query: '^(auc|seed)$', isRegex: true, onlyDifferences: false }).filter(name => name.startsWith(' ')), ['  auc', '  seed']);
		assert.equal(linesOf(comparison, { ...arrangedAtFirst, query: '(', isRegex: true }).isWrong, true);
		assert.deepEqual(names({ isGrouped: true }).slice(3, 7), ['parameters', ' opt', '  lr', '  name']);
		assert.deepEqual(names({ bySize: true }).slice(3, 6), ['parameters', '  opt.name', '  opt.lr']);
		assert.deepEqual(names({ folds: { metrics: false } }).slice(0, 2), ['metrics', 'evaluations']);
	});

	it('are contexts of evaluations with their metrics under them, or with one metric a line a context', () => {
		const on = (slice: string | undefined, auc: number) => ({ context: { dataset: { name: 'holdout.csv' }, ...(slice === undefined ? {} : { slice }) }, metrics: { auc, f1: auc / 2 } });
		const evaluated = compare({ versions: [compared(1, { evaluations: [on(undefined, 0.8), on('region=eu', 0.7)] }), compared(2, { evaluations: [on(undefined, 0.9), on('region=eu', 0.75)] })], base: 0, code: undefined });
		const of = (arranged: Partial<Arranged>) => linesOf(evaluated, { ...arrangedAtFirst, ...arranged }).lines.filter(line => line.key.startsWith('evaluations')).map(line => (line.is === 'row' ? `${line.isInGroup ? '  ' : ' '}${line.name}` : line.is === 'group' ? ` ${line.title}` : line.section.id));
		assert.deepEqual(of({}), ['evaluations', ' holdout.csv', '  auc', '  f1', ' holdout.csv, region=eu', '  auc', '  f1']);
		assert.deepEqual(of({ evaluated: 'f1' }), ['evaluations', ' holdout.csv', '  region=eu']);
		assert.deepEqual(of({ query: 'eu' }), ['evaluations', ' holdout.csv, region=eu', '  auc', '  f1']);
		assert.deepEqual(of({ evaluated: 'gone' }).length, 7);
		assert.match(exportAs('csv', evaluated, arrangedAtFirst), /Evaluations,"holdout\.csv, region=eu · auc",0\.7,0\.75,/);
	});

	it('are found by their place', () => {
		const { lines, height } = linesOf(comparison, arrangedAtFirst);
		assert.deepEqual([0, 27, 28, 49, 50, height + 1].map(y => lineAt(lines, y)), [0, 0, 1, 1, 2, lines.length]);
	});

	it('are exported as they are shown', () => {
		assert.equal(exportAs('tsv', comparison, { ...arrangedAtFirst, query: 'auc' }).split('\n').length, 2);
		assert.ok(exportAs('md', comparison, arrangedAtFirst).includes('| auc ↑ |'));
		assert.equal((JSON.parse(exportAs('json', comparison, arrangedAtFirst)) as typeof comparison).sections[0]?.rows.length, 1);
	});

	it('are walked to the edges and no further, and only columns in sight are drawn', () => {
		const size = { lines: 10, columns: 3, page: 5, hasHeads: true };
		assert.deepEqual(stepFrom({ line: 0, column: -1 }, 'ArrowUp', size), { line: -1, column: -1 });
		assert.deepEqual(stepFrom({ line: 9, column: 2 }, 'ArrowRight', size), { line: 9, column: 2 });
		assert.deepEqual(stepFrom({ line: 8, column: 0 }, 'PageDown', size), { line: 9, column: 0 });
		assert.equal(stepFrom({ line: 8, column: 0 }, 'x', size), undefined);
		const layout = layoutOf({ ...comparison, columns: Array.from({ length: 100 }, () => comparison.columns[0] as never) }, 1000);
		assert.equal(layout.density, 'many');
		assert.ok(columnsIn(layout, 2_000, 1_000, 99).end - columnsIn(layout, 2_000, 1_000, 99).first < 15);
	});

	it('say what changed underneath, and nothing when nothing did', () => {
		assert.equal(newsOf(comparison, compare(facts())), undefined);
		assert.equal(newsOf(comparison, compare(facts(0.3))), 'v2 changed; this is how it is now');
	});
});

describe('versions as rows', () => {
	it('are sorted by any row, what has no value last in both directions', () => {
		const { sections } = compare({ versions: [{ metrics: { auc: 0.8 }, params: { opt: 'sgd' } }, { metrics: { auc: NaN } }, { metrics: { auc: 0.9 }, params: { opt: 'adam' } }, { params: { opt: 'b10' } }, { metrics: { auc: 0.85 }, params: { opt: 'b9' } }].map((given, at) => compared(at + 1, given)), base: 0, code: undefined });
		const row = (key: string) => sections.flatMap(section => section.rows).find(one => one.key === key);
		assert.deepEqual(sortedVersions([0, 1, 2, 3, 4], row('auc'), true), [2, 4, 0, 1, 3]);
		assert.deepEqual(sortedVersions([0, 1, 2, 3, 4], row('auc'), false), [0, 4, 2, 1, 3]);
		assert.deepEqual(sortedVersions([0, 1, 2, 3, 4], row('opt'), false), [2, 4, 3, 0, 1]);
		assert.deepEqual(sortedVersions([3, 0, 1], undefined, true), [3, 0, 1]);
	});
});
