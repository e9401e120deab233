import type { CommandId } from '../../manifest/commands';
import type { Reproduction, ReproductionVerdict, VersionDetails } from '../../core/model';
import { changeAgainst } from '../../core/present/change';
import { directionOf } from '../../core/present/direction';
import { shortCommit, shortDigest } from '../../core/present/hash';
import { formatMetric, metricDecimals } from '../../core/present/numbers';
import { formatCount, formatSize } from '../../core/present/quantities';
import type { Pin } from '../../core/present/reproducible';
import { formatWhen } from '../../core/present/when';
import { frameworkTitle } from '../frameworkTitle';
import { t } from '../words';
import { inert } from './inert';
import type { Standing } from './node';

/** Metrics that a tooltip has room for. */
const mostMetrics = 8;
const colours = { better: 'charts-green', worse: 'charts-red' } as const;

/** What a tooltip may link to. */
export interface TooltipLink { readonly title: string; readonly command: CommandId; readonly args: readonly unknown[] }

/** What is known of making it again: what of it is pinned, and how it came out last. */
export interface Making { readonly pins: readonly Pin[]; readonly reproduced: Reproduction | undefined }

const verdicts: Readonly<Record<ReproductionVerdict, () => string>> = {
	identical: () => t('byte for byte'), equal: () => t('metrics equal'), different: () => t('differs'), missing: () => t('nothing came out'), failed: () => t('the command failed'),
};

/** Title line, note, metrics against production, facts, links: as Markdown with inert texts. `links` are the only thing in it that acts. */
export function versionTooltip(details: VersionDetails, standing: Standing, links: readonly TooltipLink[], making: Making = { pins: [], reproduced: undefined }): string {
	const head = [title(details), inert(details.notes, 400)].filter(part => part !== '').join('\n\n');
	return [head, metricsTable(details, standing), facts(details, making), linkLine(links)].filter(part => part !== '').join('\n\n---\n\n');
}

function title({ model, label, aliases, contested, archived, at, by }: VersionDetails): string {
	const held = [...contested.map(alias => `$(warning) ${inert(alias, 60)}?`), ...aliases.map(alias => `$(${icons[alias] ?? 'bookmark'}) ${inert(alias, 60)}`)].join(' ');
	const said = [held, archived ? `$(archive) ${t('archived')}` : '', t('registered {0} by {1}', formatWhen(at), inert(by.name || t('somebody'), 60))].filter(part => part !== '');
	return `**${inert(model, 80)} ${inert(label)}** &nbsp; ${said.join(' · ')}`;
}

const icons: Readonly<Record<string, string>> = { production: 'rocket', staging: 'beaker' };

function metricsTable({ id, metrics, written }: VersionDetails, { baseline, contested, directions, metric }: Standing): string {
	const base = baseline?.id === id ? undefined : baseline;
	const names = Object.keys(metrics).sort((a, b) => Number(b === metric) - Number(a === metric) || a.localeCompare(b, 'en', { numeric: true }));
	if (!names.length) { return ''; }
	const head = base ? (contested ? t('Metrics against {0}, the last settled production', base.label) : t('Metrics against production ({0})', base.label)) : t('Metrics');
	const rows = names.slice(0, mostMetrics).map(name => {
		const value = metrics[name] ?? NaN;
		const other = base?.metrics[name];
		const decimals = metricDecimals(other === undefined ? [value] : [value, other], [written[`metrics.${name}`]]);
		const change = other === undefined ? '' : changeCell(value, other, name, directions, decimals);
		return `| ${inert(name, 60)} &nbsp; | ${inert(formatMetric(value, decimals))} | ${change} |`;
	});
	const rest = names.length > mostMetrics ? `\n\n${t('{0} more', names.length - mostMetrics)}` : '';
	return `${inert(head)}\n\n| | | |\n|:--|--:|:--|\n${rows.join('\n')}${rest}`;
}

function changeCell(value: number, base: number, name: string, directions: Standing['directions'], decimals: number): string {
	const { verdict, text } = changeAgainst(value, base, directionOf(name, directions), 0, decimals);
	const shown = `&nbsp; ${inert(text)}`;
	return verdict === 'better' || verdict === 'worse' ? `<span style="color:var(--vscode-${colours[verdict]});">${shown}</span>` : shown;
}

function facts(details: VersionDetails, { pins, reproduced }: Making): string {
	const { artifact, framework, summary, parameters, gitState, untied, inputCount, facts: { environment } } = details;
	const packaged = framework === undefined ? undefined : environment[framework];
	const rows: readonly (readonly [string, string])[] = [
		[t('Framework'), [framework === undefined ? t('not recorded') : `${frameworkTitle(framework)}${packaged ? ` ${packaged}` : ''}`, summary, parameters === undefined ? undefined : t('{0} weights', formatCount(parameters))].filter(part => part !== undefined).join(', ')],
		[t('Code'), gitState ? [gitState.commit === null ? t('no commit yet') : shortCommit(gitState.commit), gitState.branch === null ? undefined : t('on {0}', gitState.branch), gitState.dirty ? t('changed, exact state {0}', gitState.snapshot === null ? t('not kept') : t('kept')) : t('clean')].filter(part => part !== undefined).join(', ').replace(/, (?=on )/, ' ') : untied ?? t('not tied to git')],
		[t('Bytes'), `${formatSize(artifact.bytes)}, ${shortDigest(artifact.digest)}`],
		[t('Inputs'), inputCount === 0 ? t('not recorded') : String(inputCount)],
		[t('From'), artifact.path],
		...(pins.length ? [[t('Pinned'), pinnedText(pins)] as const] : []),
		...(reproduced ? [[t('Reproduced'), `${verdicts[reproduced.verdict]()}, ${formatWhen(reproduced.at)}`] as const] : []),
	];
	return `| | |\n|:--|:--|\n${rows.map(([name, value]) => `| ${inert(name)} &nbsp; | ${inert(value, 160)} |`).join('\n')}`;
}

/** What making it again would need, and doesn't have: a few words, no nagging. */
function pinnedText(pins: readonly Pin[]): string {
	const loose = pins.filter(pin => !pin.pinned).map(pin => words[pin.what]());
	const count = t('{0} of {1}', pins.length - loose.length, pins.length);
	return loose.length ? t('{0}; not {1}', count, loose.join(', ')) : count;
}

const words: Readonly<Record<Pin['what'], () => string>> = {
	code: () => t('code'), data: () => t('data'), bases: () => t('base models'), environment: () => t('environment'), parameters: () => t('parameters'), seed: () => t('seed'), command: () => t('command'), hardware: () => t('hardware'), bytes: () => t('bytes'),
};

function linkLine(links: readonly TooltipLink[]): string {
	return links.map(({ title: text, command, args }) => `[${inert(text)}](command:${command}?${encodeURIComponent(JSON.stringify(args))})`).join(' &nbsp; ');
}
