import type { Facts, Input, Metric, Param } from '../../core/model';
import { formatMetric } from '../../core/present/numbers';
import { formatParam } from '../../core/present/parameter';
import { formatCount, formatCountShort, formatSize } from '../../core/present/quantities';
import { frameworkTitle } from '../frameworkTitle';
import { dotted } from '../tree/row';
import { relations } from '../tree/rows';
import { short } from '../tree/short';
import { t } from '../words';
import { codeItem } from './codeItem';
import { isDangerous, isHarmless } from './dangers';
import type { Question, QuestionItem } from './question';

/** What was found in the file and beside it, each with its source. Nothing was executed for it. */
export function factItems(question: Question): readonly QuestionItem[] {
	const { facts, bytes } = question.suggestion;
	const dangers = facts.warnings.filter(isDangerous).map(warning => warningItem(warning.message, 'shield'));
	return [
		...dangers, ...notesItem(question), ...correctedItem(question), ...valueItems(facts), ...tagsItem(facts), ...historyItem(facts), weightsItem(facts, bytes),
		...facts.inputs.slice(0, 5).map(inputItem), ...facts.disagreements.slice(0, 8).map(disagreementItem), ...codeItem(question.code),
		...facts.warnings.filter(warning => !isDangerous(warning)).map(warning => warningItem(warning.message, 'warning')),
		...(!dangers.length && isHarmless(facts.format) ? [{ icon: 'pass', label: t('No code in this file'), description: t('the format holds numbers and names only'), deed: { does: 'nothing' } } as const] : []),
	];
}

function warningItem(message: string, icon: string): QuestionItem {
	return { icon, label: short(message, 200), deed: { does: 'nothing' } };
}

function notesItem({ notes }: Question): readonly QuestionItem[] {
	return notes === '' ? [] : [{ icon: 'note', label: short(notes, 100), description: t('notes'), deed: { does: 'notes' } }];
}

function correctedItem({ corrections }: Question): readonly QuestionItem[] {
	const said = [...Object.entries(corrections.metrics).map(([name, value]) => `${name} ${formatMetric(value)}`), ...Object.entries(corrections.params).map(([name, value]) => `${name} ${String(value)}`)];
	return said.length ? [{ icon: 'edit', label: short(said.join(' · '), 160), description: t('said by you'), deed: { does: 'nothing' } }] : [];
}

interface Read { readonly path: string | undefined; readonly tool: string; readonly params: Param[]; readonly metrics: Metric[] }

/** Parameters and metrics, a row for each place that they were read from. */
function valueItems({ params, metrics }: Facts): readonly QuestionItem[] {
	const places = new Map<string, Read>();
	const at = ({ source: { path, tool } }: Param | Metric) => {
		const key = `${tool}\n${path ?? ''}`;
		const place = places.get(key) ?? { path, tool, params: [], metrics: [] };
		places.set(key, place);
		return place;
	};
	for (const param of params) { at(param).params.push(param); }
	for (const metric of metrics) { at(metric).metrics.push(metric); }
	if (!places.size) { return [{ icon: 'dash', label: t('No parameters and no metrics'), description: t('none in the file, none beside it'), deed: { does: 'nothing' } }]; }
	return [...places.values()].sort((a, b) => weight(b) - weight(a)).slice(0, 6).map(valueItem);
}

/** Where metrics stand is what a person looks at first. */
const weight = ({ metrics, params }: Read) => metrics.length * 1000 + params.length;

function valueItem({ path, tool, params, metrics }: Read): QuestionItem {
	const guessed = [...params, ...metrics].every(value => value.certainty === 'guess');
	const counts = [
		params.length ? (params.length === 1 ? t('1 parameter') : t('{0} parameters', params.length)) : undefined,
		metrics.length ? (metrics.length === 1 ? t('1 metric') : t('{0} metrics', metrics.length)) : undefined,
	].filter(part => part !== undefined).join(t(' and '));
	const texts = [...metrics.map(({ name, value }) => `${name} ${formatMetric(value)}`), ...params.map(({ name, value, text }) => `${name} ${formatParam(value, text)}`)].map(text => short(text, 40));
	const shown = texts.slice(0, 4);
	const field = metrics[0]?.source.field ?? params[0]?.source.field;
	return {
		icon: metrics.length && !params.length ? 'graph' : 'settings', label: counts, description: dotted([short(path?.split('/').at(-1) ?? tool, 60), guessed ? t('guessed') : undefined]),
		detail: texts.length > shown.length ? t('{0} and {1} more', shown.join(' · '), texts.length - shown.length) : shown.join(' · '),
		...opening(path, field),
	};
}

/** What another registry in this repository calls these bytes. */
function tagsItem({ tags = [] }: Facts): readonly QuestionItem[] {
	const [first] = tags;
	if (!first) { return []; }
	return [{ icon: 'tag', label: short(tags.map(({ name, value }) => `${name} ${value}`).join(' · '), 160), description: dotted([short(first.source.field ?? first.source.tool, 60), first.certainty === 'guess' ? t('guessed') : undefined]), deed: { does: 'nothing' } }];
}

function opening(path: string | undefined, field: string | undefined): Pick<QuestionItem, 'deed' | 'source'> {
	return path === undefined ? { deed: { does: 'nothing' } } : { deed: { does: 'open', path, field }, source: { path, ...(field === undefined ? {} : { field }) } };
}

function historyItem({ histories, runs }: Facts): readonly QuestionItem[] {
	const names = Object.keys(histories);
	if (!names.length) { return []; }
	const steps = Math.max(...Object.values(histories).map(history => history.steps.at(-1) ?? history.steps.length));
	const label = names.length === 1 ? t('History of 1 metric, {0} steps', formatCount(steps)) : t('Histories of {0} metrics, {1} steps', names.length, formatCount(steps));
	return [{ icon: 'graph-line', label, ...(runs[0] ? { description: short(runs[0].name ?? runs[0].tool, 60) } : {}), deed: { does: 'nothing' } }];
}

function weightsItem({ format, framework, parameters, tensors, summary }: Facts, bytes: number | undefined): QuestionItem {
	if (format === 'unknown') { return { icon: 'file', label: t('Not a format that is known here'), description: dotted([bytes === undefined ? undefined : formatSize(bytes), t('nothing is read from it')]), deed: { does: 'nothing' } }; }
	const dtypes = [...new Set(tensors.map(tensor => tensor.dtype))];
	const said = [
		parameters === undefined ? undefined : tensors.length ? t('{0} weights in {1} tensors', formatCountShort(parameters), formatCount(tensors.length)) : t('{0} weights', formatCountShort(parameters)),
		dtypes.length ? `${dtypes.slice(0, 3).join(', ')}${dtypes.length > 3 ? ', …' : ''}` : undefined, tensors.length ? undefined : summary, bytes === undefined ? undefined : formatSize(bytes),
	].filter(part => part !== undefined && part !== '');
	return { icon: 'layers', label: short(said.length ? said.join(', ') : t('A model'), 160), description: short([...new Set([framework, format])].filter(part => part !== undefined).map(frameworkTitle).filter((part, at, all) => all.indexOf(part) === at).join(', '), 60), deed: { does: 'nothing' } };
}

function inputItem(input: Input): QuestionItem {
	const said = relations[input.relation]();
	return { icon: input.relation.endsWith('-on') ? 'database' : 'package', label: `${said.charAt(0).toUpperCase()}${said.slice(1)} ${short(input.name, 80)}`, description: short(input.source.path?.split('/').at(-1) ?? input.source.tool, 60), ...opening(input.source.path, input.source.field) };
}

function disagreementItem({ what, chosen, others, why }: Facts['disagreements'][number]): QuestionItem {
	const place = ({ source }: { readonly source: { readonly path?: string; readonly tool: string } }) => source.path?.split('/').at(-1) ?? source.tool;
	return {
		icon: 'warning', label: `${short(what.replace(/^(params|metrics)\./, ''), 60)} ${short(chosen.text, 60)}`, description: short(place(chosen), 60),
		detail: short(t('Also {0}: {1}.', others.map(other => t('{0} in {1}', short(other.text, 60), place(other))).join(', '), why), 250), ...opening(chosen.source.path, chosen.source.field),
	};
}
