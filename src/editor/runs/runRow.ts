import { assertNever } from '../../core/assertNever';
import type { TrainingRun } from '../../core/runs/trainingRun';
import { formatAge } from '../../core/present/age';
import { formatMetric, metricDecimals } from '../../core/present/numbers';
import { formatCount } from '../../core/present/quantities';
import { metricSentence } from '../../core/present/sentence';
import { dotted, flags, spoken, type Row } from '../tree/row';
import { short } from '../tree/short';
import { spokenSpan } from '../tree/spokenAge';
import { t } from '../words';
import { runsIn, type GroupRow, type RunNode, type RunsNode } from './runNode';

/** How a row of the Runs Found view looks and sounds at this moment. */
export function runRow(node: RunsNode, now: Date): Row {
	switch (node.kind) {
		case 'run': return oneRun(node, now);
		case 'runGroup': return groupOfRuns(node, now);
		case 'moreRuns': return {
			label: t('Load {0} more', node.next), ...(node.left > node.next ? { description: t('{0} not shown', formatCount(node.left)) } : {}), icon: 'ellipsis', context: 'moreRuns', opens: 'no',
			spoken: t('Load {0} more of {1} not shown', node.next, formatCount(node.left)),
		};
		case 'runsFailure': return { label: short(node.sentence, 300), icon: 'error', color: 'charts.red', context: 'runsFailure', spoken: short(node.sentence, 500), opens: 'no' };
		default: return assertNever(node);
	}
}

/** `roberta-lr2e4   f1_macro 0.9525 · training, 62 % · MLflow · 2 d` */
function oneRun(node: RunNode, now: Date): Row {
	const { run, children, best, place } = node;
	const date = dateOf(run);
	const many = children.length > 0;
	const value = many ? groupText(children.length, best) : valueText(run.metric);
	const state = stateText(run);
	const tail = run.best === undefined && !many && run.state !== 'running' ? t('no model file') : undefined;
	const measured = run.metric ? metricSentence({ metric: short(run.metric.name, 60), value: run.metric.value }) : t('no metrics');
	return {
		label: short(run.name), ...iconOf(run),
		// Below a group the tool is the group's.
		description: dotted([value ?? t('no metrics'), state, date ? formatAge(date, now) : undefined, node.parent ? undefined : toolText(run), tail, place]),
		context: flags('run', { model: (run.best ?? best?.run.best) !== undefined, several: run.checkpoints.length > 1, page: run.url !== undefined, running: run.state === 'running' }),
		spoken: spoken([
			t('Training run {0}', short(run.name)), many ? value : measured, state, run.title, place,
			run.best === undefined ? tail : run.checkpoints.length === 1 ? t('1 model file') : t('{0} model files', run.checkpoints.length), date ? spokenDate(run, date, now) : undefined,
		]),
		opens: many ? 'closed' : 'no',
	};
}

/** `lgbm-sweep   24 runs · best auc 0.8779` */
function groupOfRuns({ group, title, children, best, place }: GroupRow, now: Date): Row {
	const all = children.flatMap(runsIn);
	const running = all.filter(({ run }) => run.state === 'running').length;
	const newest = dateOf(children[0]?.run);
	const still = running === 0 ? undefined : running === 1 ? t('1 running') : t('{0} running', running);
	return {
		label: short(group.name), icon: running > 0 ? 'loading~spin' : 'beaker', ...(running > 0 ? { color: 'charts.blue' as const } : {}),
		description: dotted([groupText(children.length, best), still, newest ? formatAge(newest, now) : undefined, toolText({ tool: children[0]?.run.tool ?? '', title }), place]),
		context: flags('runGroup', { model: best?.run.best !== undefined }),
		spoken: spoken([group.kind === 'sweep' ? t('Sweep {0}', short(group.name)) : t('Experiment {0}', short(group.name)), children.length === 1 ? t('1 run') : t('{0} runs', children.length),
			best ? t('best {0}', metricSentence({ metric: short(best.metric.name, 60), value: best.metric.value })) : undefined, still, title, place]),
		opens: 'closed',
	};
}

function groupText(count: number, best: GroupRow['best']): string {
	return dotted([count === 1 ? t('1 run') : t('{0} runs', formatCount(count)), best ? t('best {0}', valueText(best.metric) ?? '') : undefined]);
}

/** Tools whose names are long, as a row has room for them. */
const shortTitles: Readonly<Record<string, string>> = { wandb: 'W&B', transformers: 'HF Trainer', lightning: 'Lightning', 'csv-log': 'CSV log', 'params-file': 'params file' };

function toolText({ tool, title }: Pick<TrainingRun, 'tool' | 'title'>): string {
	return shortTitles[tool] ?? title;
}

export function valueText(metric: TrainingRun['metric']): string | undefined {
	return metric && `${short(metric.name.replace(/^metrics\//, ''), 40)} ${formatMetric(metric.value, metricDecimals([metric.value], [metric.text]))}`;
}

export function stateText({ state, progress }: Pick<TrainingRun, 'state' | 'progress'>): string | undefined {
	switch (state) {
		case 'running': return progress === undefined ? t('training') : t('training, {0} %', Math.floor(progress * 100));
		case 'failed': return t('failed');
		case 'finished': case 'unknown': return undefined;
		default: return assertNever(state);
	}
}

function iconOf({ state, best }: TrainingRun): Pick<Row, 'icon' | 'color'> {
	switch (state) {
		case 'running': return { icon: 'loading~spin', color: 'charts.blue' };
		case 'failed': return { icon: 'error', color: 'charts.red' };
		case 'finished': case 'unknown': return best === undefined ? { icon: 'circle-slash', color: 'disabledForeground' } : { icon: 'circle-outline' };
		default: return assertNever(state);
	}
}

export function dateOf(run: TrainingRun | undefined): Date | undefined {
	return run?.started ?? run?.ended;
}

function spokenDate(run: TrainingRun, date: Date, now: Date): string {
	const span = spokenSpan(date, now);
	if (run.started) { return span === undefined ? t('started just now') : t('started {0} ago', span); }
	return span === undefined ? t('written just now') : t('written {0} ago', span);
}
