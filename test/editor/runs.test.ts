import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import type { ImportPlan } from '../../src/core/imports/plan';
import type { TrainingRun } from '../../src/core/runs/trainingRun';
import { bringsSomething, planItems } from '../../src/editor/import/planItems';
import { arrangeRuns } from '../../src/editor/runs/arrangeRuns';
import { bestRun } from '../../src/editor/runs/bestRun';
import { runsIn, type GroupRow, type RunNode } from '../../src/editor/runs/runNode';
import { runRow } from '../../src/editor/runs/runRow';
import { groupTooltip, runTooltip } from '../../src/editor/runs/runTooltip';
import { manifest } from '../../src/manifest/contributes';

const now = new Date('2026-11-23T12:00:00Z');
const at = { folder: 'file:///w', place: undefined };
const hours = (n: number) => new Date(now.getTime() - n * 3_600_000);

function run(id: string, more: Partial<TrainingRun> = {}): TrainingRun {
	return {
		tool: 'mlflow', id, folder: '', title: 'MLflow', name: id, path: `mlruns/${id}`, state: 'finished', progress: undefined, started: hours(2), ended: undefined, metric: undefined, metrics: {},
		paramCount: 0, checkpoints: [], best: undefined, group: undefined, parent: undefined, url: undefined, command: undefined, registered: undefined, ...more,
	};
}

const auc = (value: number): Partial<TrainingRun> => ({ metric: { name: 'auc', value, text: undefined, direction: 'higher' } });
const group = { id: 'e', name: 'lgbm', kind: 'sweep' } as const;
const rows = (runs: readonly TrainingRun[]) => arrangeRuns(runs, at);
const shape = (node: RunNode | GroupRow): unknown => (node.children.length === 0 ? (node.kind === 'run' ? node.run.id : 'empty') : [node.kind === 'run' ? node.run.id : node.group.name, ...node.children.map(shape)]);

describe('rows of training runs', () => {
	it('stand below the run that started them, else below their group where it has several', () => {
		assert.deepEqual(rows([
			run('child', { parent: 'parent', group }), run('lone', { group: { ...group, id: 'other' } }), run('a', { group }), run('parent', { group }), run('orphan', { parent: 'gone' }),
		]).map(shape), ['lone', ['lgbm', 'a', ['parent', 'child']], 'orphan']);
	});

	it('lose no run and show none twice, whoever is said to have started whom', () => {
		const id = fc.constantFrom('a', 'b', 'c', 'd', 'e');
		fc.assert(fc.property(fc.uniqueArray(fc.record({ id, parent: fc.option(id, { nil: undefined }), grouped: fc.boolean() }), { selector: one => one.id }), all => {
			const runs = all.map(one => run(one.id, { parent: one.parent, group: one.grouped ? group : undefined }));
			assert.deepEqual(rows(runs).flatMap(runsIn).map(node => node.run.id).sort(), all.map(one => one.id).sort());
		}));
	});

	it('know the best of several by the metric that most have, and only where a direction is known', () => {
		const loss = (value: number): Partial<TrainingRun> => ({ metric: { name: 'loss', value, text: undefined, direction: 'lower' } });
		assert.equal(bestRun([run('a', auc(0.9)), run('b', loss(0.2)), run('c', loss(0.1)), run('d', loss(NaN))])?.run.id, 'c');
		assert.equal(bestRun([run('a', { metric: { name: 'score_x', value: 1, text: undefined, direction: undefined } })]), undefined);
		assert.equal(bestRun([]), undefined);
	});

	it('say value, state, age and tool, and read as sentences', () => {
		const [row] = rows([run('fox', { ...auc(0.8779), best: { path: 'm.pkl', because: 'newest' }, checkpoints: [{ path: 'm.pkl', kind: 'file', bytes: 1, modified: now }] })]).map(node => runRow(node, now));
		assert.deepEqual([row?.label, row?.description, row?.icon, row?.context], ['fox', 'auc 0.8779 · 2 h · MLflow', 'circle-outline', 'run.model']);
		assert.equal(row?.spoken, 'Training run fox, auc 0.8779, MLflow, 1 model file, started 2 hours ago');
		const [running] = rows([run('owl', { state: 'running', progress: 0.629, tool: 'transformers', title: 'Hugging Face Trainer' })]).map(node => runRow(node, now));
		assert.deepEqual([running?.description, running?.icon], ['no metrics · training, 62 % · 2 h · HF Trainer', 'loading~spin']);
		const [failed] = rows([run('owl', { state: 'failed' })]).map(node => runRow(node, now));
		assert.deepEqual([failed?.description, failed?.icon], ['no metrics · failed · 2 h · MLflow · no model file', 'error']);
		const [sweep] = rows([run('a', { ...auc(0.8), group }), run('b', { ...auc(0.9), group, state: 'running' })]).map(node => runRow(node, now));
		assert.deepEqual([sweep?.label, sweep?.description, sweep?.spoken], ['lgbm', '2 runs · best auc 0.9 · 1 running · 2 h · MLflow', 'Sweep lgbm, 2 runs, best auc 0.9, 1 running, MLflow']);
	});

	it('have tooltips in which nothing acts, whatever a record says', () => {
		fc.assert(fc.property(fc.string({ unit: 'grapheme' }), text => {
			const [node] = rows([run('x', { name: text, command: text, metrics: { [text]: 1 }, best: { path: text, because: 'named' }, group: { id: 'g', name: text, kind: 'experiment' } })]);
			assert.ok(node?.kind === 'run');
			assert.doesNotMatch(runTooltip(node).replace(/&nbsp;|&#\d+;|&amp;|&lt;|&gt;/g, ''), /[[\]<>`]|\$\(|command:/);
		}));
		const hostile = '[x](command:y) <img src=z> $(zap)';
		const [sweep] = rows([run('a', { ...auc(1), name: hostile, group: { ...group, name: hostile } }), run('b', { group: { ...group, name: hostile } })]);
		assert.ok(sweep?.kind === 'runGroup');
		assert.doesNotMatch(groupTooltip(sweep), /\]\(|<img|\$\(/);
	});
});

describe('the preview of an import', () => {
	const empty: ImportPlan = { tool: 'mlflow', path: '', stores: ['mlflow:mlruns'], versions: [], models: [], aliases: [], warnings: [] };
	const version = { model: 'churn', version: '3', origin: 'o', from: 'mlruns/1', aliases: ['production'], tags: {}, changes: [], store: 's', found: { version: '3', tags: {}, bytes: { in: 'nowhere', why: '' } } } as const;

	it('says first what Enter does, then all that it concerns, then what stays out and why', () => {
		const plan: ImportPlan = {
			...empty,
			versions: [{ ...version, action: 'register' }, { ...version, version: '2', action: 'exists', changes: [{ do: 'tag', tag: 'reviewed', value: 'yes' }] }, { ...version, version: '1', action: 'skip', why: 'Its bytes are not here.' }],
			aliases: [{ model: 'churn', alias: 'production', version: '3', origin: 'o', action: 'keep', why: 'It was moved here.', store: 's' }],
		};
		assert.deepEqual(planItems(plan).map(item => [item.is, item.label, item.description ?? item.detail]), [
			['go', 'Import 1 version of 1 model', 'From mlruns. Nothing of the other registry is touched.'],
			['heading', 'new', undefined], ['line', 'churn 3', 'production'],
			['heading', 'changed since', undefined], ['line', 'churn 2', 'tag reviewed'],
			['heading', 'left out', undefined], ['line', 'churn 1', 'Its bytes are not here.'],
			['heading', 'stays as it is here', undefined], ['line', 'churn@production', 'It was moved here.'],
		]);
		assert.ok(bringsSomething(plan));
	});

	it('knows when there is nothing to do', () => {
		const plan: ImportPlan = { ...empty, versions: [{ ...version, action: 'exists', changes: [{ do: 'keep', why: 'It was changed here.' }] }] };
		assert.equal(bringsSomething(plan), false);
		assert.equal(planItems(plan)[0]?.label, 'Nothing is new');
	});
});

describe('when clauses', () => {
	it('know no !~: VS Code drops what it can\'t parse, and the command is then offered everywhere', () => {
		assert.doesNotMatch(JSON.stringify(manifest.packageJson.contributes), /!~/);
	});
});
