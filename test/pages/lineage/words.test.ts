import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { graphOf, type LineageEdge, type LineageNode } from '../../../src/core/lineage/graph';
import { impactOf } from '../../../src/core/lineage/impact';
import { reach } from '../../../src/core/lineage/walk';
import { differenceOf } from '../../../webview-ui/lineage/difference';
import { drawnOf } from '../../../webview-ui/lineage/drawn';
import { impactMarkdown } from '../../../webview-ui/lineage/impactMarkdown';
import { search } from '../../../webview-ui/lineage/search';
import { rowSentence } from '../../../webview-ui/lineage/sentence';
import { toSvg } from '../../../webview-ui/lineage/toSvg';
import { made, steps } from '../../core/lineage/graphs';
import { idOf } from '../../core/support/records';
import { fromGraph } from './lineages';

const day = 86_400_000, now = new Date(100 * day);
const node = (key: string, kind: LineageNode['kind'], title: string, more: Partial<LineageNode> = {}): LineageNode => ({ key, kind, title, detail: undefined, at: new Date(91 * day), ...more });
const v = (n: number) => `version:${idOf(n)}`;
const version = (n: number, more: Partial<LineageNode> = {}) => node(v(n), 'version', `sentiment v${n}`, { version: idOf(n), model: 'sentiment', ...more });
const edge = (from: string, to: string, relation: LineageEdge['relation']): LineageEdge => ({ from, to, relation, source: { tool: 'dvc', path: 'dvc.lock' }, certainty: 'certain', byHand: undefined, target: undefined });
const nodes = [
	version(4, { aliases: ['production'] }), version(6, { aliases: ['staging'], contested: ['champion'] }), version(7, { archived: true }), node('dataset:path:reviews.parquet', 'dataset', 'reviews_2026q2.parquet', { detail: 'data/reviews_2026q2.parquet' }),
	node('base-model:hf:distilroberta-base', 'base-model', 'distilroberta-base', { detail: 'Hugging Face, fb53ab8' }), node('run:mlflow:1:2', 'run', 'bold <fox>', { detail: 'mlflow' }), node(`commit:${'a'.repeat(40)}`, 'commit', 'aaaaaaa', { detail: 'main' }),
];
const graph = graphOf(new Map(nodes.map(one => [one.key, one])), [
	edge('base-model:hf:distilroberta-base', v(4), 'fine-tuned-from'), edge(v(4), v(6), 'fine-tuned-from'), edge('dataset:path:reviews.parquet', v(6), 'trained-on'), edge(v(6), v(7), 'adapter-of'),
	edge('run:mlflow:1:2', v(6), 'produced-by'), edge(`commit:${'a'.repeat(40)}`, v(6), 'produced-by'),
]);
const lineage = fromGraph(graph);

describe('the words of the lineage page', () => {
	it('say of every row what it shows', () => {
		const { rows } = drawnOf(lineage, { hidden: [], folded: [] });
		assert.deepEqual(rows.map(row => rowSentence(row, lineage, [], now)), [
			'sentiment v7, version, archived, auc 0.82 better, +0.02, made from 1, led to 0, 9 d',
			'sentiment v6, version, staging, champion in conflict, auc 0.81 better, +0.01, commit aaaaaaa, made from 3, led to 1, 9 d',
			'bold <fox>, run, mlflow, led to 1, 9 d',
			'reviews_2026q2.parquet, dataset, data/reviews_2026q2.parquet, led to 1, 9 d',
			'sentiment v4, version, production, auc 0.8, made from 1, led to 1, 9 d',
			'distilroberta-base, base model, Hugging Face, fb53ab8, led to 1, 9 d',
		]);
		assert.deepEqual(drawnOf(lineage, { hidden: [], folded: ['sentiment'] }).rows.map(row => rowSentence(row, lineage, ['lit'], now)), [
			'sentiment, 3 versions, folded, 1 run, 1 dataset, 1 base model, sentiment v4 in production, lit, 9 d',
		]);
	});

	it('find nodes by every word, whether they have a row or not, in the order of the rows', () => {
		const found = (text: string) => search(lineage, text).map(key => lineage.graph.nodes.get(key)?.title);
		assert.deepEqual(found('sentiment'), ['sentiment v7', 'sentiment v6', 'sentiment v4']);
		assert.deepEqual(found('STAGING v6'), ['sentiment v6']);
		assert.deepEqual(found('base model'), ['distilroberta-base']);
		assert.deepEqual(found('aaaaaaaaaa'), ['aaaaaaa']);
		assert.deepEqual(found('v0'), [], 'a short word is not looked for in ids');
		assert.deepEqual(found('  '), []);
		assert.deepEqual(found('nothing like it'), []);
	});

	it('list what depends on something so that Markdown shows it as it is', () => {
		assert.equal(impactMarkdown(impactOf(lineage.graph, [v(4)])), '**sentiment v4**: 2 things depend on it. It holds production itself.\n\n- sentiment v6 (version, staging, directly)\n- sentiment v7 (version, 2 steps)\n');
		assert.match(impactMarkdown(impactOf(lineage.graph, ['run:mlflow:1:2'])), /^\*\*bold \\<fox\\>\*\*/);
	});

	it('are safe in a picture that is saved', () => {
		const svg = toSvg({ width: 10, height: 10, background: '#fff', paths: [{ d: 'M0 0', fill: 'none', stroke: 'red', width: 1, opacity: 1 }], texts: [{ text: '<script>&"\'', x: 1, y: 2, color: '#000', isBold: true, anchor: 'end' }] });
		assert.doesNotMatch(svg, /<script|style=/);
		assert.match(svg, /&#60;script&#62;&#38;&#34;&#39;/);
	});

	it('part the ancestors of two versions into those of the one, the other, and both', () => {
		fc.assert(fc.property(steps(40), fc.nat(100), fc.nat(100), (past, a, b) => {
			const whole = made(past);
			const versions = [...whole.nodes.keys()].filter(key => key.startsWith('version:'));
			const left = versions[a % versions.length] ?? '', right = versions[b % versions.length] ?? '';
			const { onlyLeft, onlyRight, shared } = differenceOf(whole, left, right);
			assert.deepEqual([...onlyLeft, ...shared].sort(), [...reach(whole, [left], 'up').keys()].sort());
			assert.deepEqual([...onlyRight, ...shared].sort(), [...reach(whole, [right], 'up').keys()].sort());
			for (const key of onlyLeft) { assert.ok(!onlyRight.has(key) && !shared.has(key)); }
		}), { numRuns: 100 });
	});
});
