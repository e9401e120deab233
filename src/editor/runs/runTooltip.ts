import type { BestBecause } from '../../core/runs/bestCheckpoint';
import type { TrainingRun } from '../../core/runs/trainingRun';
import { formatMetric } from '../../core/present/numbers';
import { formatSize } from '../../core/present/quantities';
import { formatWhen } from '../../core/present/when';
import { inert } from '../tree/inert';
import { t } from '../words';
import { stateText } from './runRow';
import type { GroupRow, RunNode } from './runNode';

/** Metrics, and models, that a tooltip has room for. */
const mostMetrics = 8;
const mostModels = 4;

const reasons: Readonly<Record<BestBecause, (tool: string) => string>> = {
	said: tool => t('best, says {0}', tool), named: () => t('best by its name'), newest: () => t('newest'),
};

/** What hovering over a run says: as Markdown with inert texts, and nothing in it that acts. */
export function runTooltip({ run }: RunNode): string {
	const title = `**${inert(run.name, 80)}** &nbsp; ${[run.title, stateText(run), run.registered === undefined ? undefined : t('registered')].filter(part => part !== undefined).map(part => inert(part)).join(' · ')}`;
	return [title, metrics(run), rows([...models(run), ...facts(run)])].filter(part => part !== '').join('\n\n---\n\n');
}

export function groupTooltip({ group, title, children, best }: GroupRow): string {
	const lines: (readonly [string, string])[] = [[t('Runs'), String(children.length)]];
	if (best) { lines.push([t('Best'), `${best.run.name}, ${best.metric.name} ${formatMetric(best.metric.value)}`]); }
	if (best?.run.best) { lines.push([t('Its model'), best.run.best.path]); }
	return `**${inert(group.name, 80)}** &nbsp; ${inert(title)}\n\n${rows(lines)}`;
}

function metrics({ metrics: all, metric }: TrainingRun): string {
	const names = Object.keys(all).sort((a, b) => Number(b === metric?.name) - Number(a === metric?.name) || a.localeCompare(b, 'en', { numeric: true }));
	const shown = rows(names.slice(0, mostMetrics).map(name => [name, formatMetric(all[name] ?? NaN)]));
	return names.length > mostMetrics ? `${shown}\n\n${t('{0} more', names.length - mostMetrics)}` : shown;
}

function models({ checkpoints, best, title }: TrainingRun): readonly (readonly [string, string])[] {
	if (!best) { return [[t('Model'), t('no model file')]]; }
	const size = (path: string) => checkpoints.find(one => one.path === path)?.bytes;
	const text = (path: string) => [path, ...(size(path) === undefined ? [] : [formatSize(size(path) ?? 0)])].join(', ');
	const others = checkpoints.filter(one => one.path !== best.path);
	return [
		[t('Model'), checkpoints.length === 1 ? text(best.path) : `${text(best.path)} (${reasons[best.because](title)})`],
		...others.slice(0, mostModels - 1).map(one => ['', text(one.path)] as const), ...(others.length >= mostModels ? [['', t('{0} more', others.length - mostModels + 1)] as const] : []),
	];
}

function facts({ state, started, ended, group, command, path, id, paramCount }: TrainingRun): readonly (readonly [string, string])[] {
	return ([
		[t('Started'), started && formatWhen(started)], [started && state !== 'running' ? t('Ended') : t('Written'), ended && formatWhen(ended)],
		[group?.kind === 'sweep' ? t('Sweep') : t('Experiment'), group?.name], [t('Parameters'), paramCount === 0 ? undefined : String(paramCount)],
		[t('Command'), command], [t('Record'), path], [t('Run ID'), id === path ? undefined : id],
	] as const).flatMap(([name, value]) => (value === undefined ? [] : [[name, value] as const]));
}

function rows(pairs: readonly (readonly [string, string])[]): string {
	return pairs.length === 0 ? '' : `| | |\n|:--|:--|\n${pairs.map(([name, value]) => `| ${inert(name, 60)} &nbsp; | ${inert(value, 160)} |`).join('\n')}`;
}
