import { changeAgainst } from '../../core/present/change';
import { directionOf } from '../../core/present/direction';
import { formatMetric, metricDecimals } from '../../core/present/numbers';
import { formatWhen } from '../../core/present/when';
import { dotted } from '../tree/row';
import { short } from '../tree/short';
import { t } from '../words';
import { isDangerous } from './dangers';
import type { Candidate, Question, QuestionItem } from './question';

/** What Enter can do: the typed name first, then the other models that fit. */
export function candidateItems(question: Question): readonly QuestionItem[] {
	const { suggestion, typed, same } = question;
	const exact = suggestion.candidates.find(candidate => candidate.model === typed);
	const first = exact ? candidateItem(question, exact) : typedItem(question);
	const others = suggestion.candidates.filter(candidate => candidate !== exact).map(candidate => candidateItem(question, candidate));
	return [...(same?.mends ? [mendItem(same)] : []), ...(same ? [sameItem(same)] : []), ...(first ? [first] : []), ...others];
}

/** Registering the same bytes again puts them back. */
function mendItem({ version, sure }: NonNullable<Question['same']>): QuestionItem {
	const name = `${short(version.model)} ${version.label}`;
	return {
		icon: 'wrench', label: t('Put the Files of {0} Back', name), description: sure ? t('the same bytes, which are missing or damaged in the registry') : t('most likely the same bytes, which are missing or damaged in the registry'),
		deed: { does: 'register', model: version.model, number: version.number ?? undefined, anyway: false },
	};
}

function sameItem({ version, sure }: NonNullable<Question['same']>): QuestionItem {
	const name = `${short(version.model)} ${version.label}`;
	return {
		icon: 'check', label: sure ? t('Show {0}, the same bytes', name) : t('Show {0}, most likely the same bytes', name),
		description: t('registered {0}', formatWhen(version.at)),
		...(sure ? {} : { detail: t('The file has the path, size and time of that version. Its bytes are compared when it is registered.') }),
		deed: { does: 'show', version },
	};
}

function candidateItem(question: Question, candidate: Candidate): QuestionItem {
	const { model, number, isNew, because } = candidate;
	const reason = because === 'name' ? undefined : reasons[because](candidate);
	const detail = [reason, against(question, model)].filter(part => part !== undefined).join('. ');
	return registering(question, model, number, isNew ? namedAfter(question.suggestion.path, model) : undefined, detail);
}

const reasons: Readonly<Record<Exclude<Candidate['because'], 'name'>, (candidate: Candidate) => string>> = {
	'same-path': ({ like }) => (like ? t('Registered from this path before, as {0}', like.label) : t('Registered from this path before')),
	'same-tensors': ({ like }) => (like ? t('As many tensors and weights as {0}', like.label) : t('As many tensors and weights')),
	'same-name': () => t('What the file says, or is called, is this model\'s name'),
};

function registering({ suggestion, initialized }: Pick<Question, 'suggestion' | 'initialized'>, model: string, number: number | undefined, fresh: string | undefined, detail: string): QuestionItem {
	const anyway = suggestion.facts.warnings.some(isDangerous);
	const name = number === undefined ? model : `${model} v${number}`;
	const kind = fresh ?? t('next version of an existing model');
	const described = dotted([anyway ? name : undefined, kind, initialized ? undefined : t('initializes the model registry of this folder')]);
	return {
		icon: anyway ? 'warning' : fresh === undefined ? 'add' : 'package', label: anyway ? t('Register Anyway…') : name, description: described,
		...(detail === '' ? {} : { detail }), deed: { does: 'register', model, number, anyway },
	};
}

/** Where a new model's name comes from, as far as the path tells. */
function namedAfter(path: string, model: string): string {
	const [file = '', ...folders] = path.split('/').reverse();
	const part = model.split('/').at(-1) ?? model;
	if (folders.some(folder => folder.startsWith(part))) { return t('new model, named after the folder'); }
	return file.startsWith(part) ? t('new model, named after the file') : t('new model');
}

/** A name that none of the candidates has. */
function typedItem(question: Question): QuestionItem | undefined {
	const { typed, named } = question;
	const name = short(typed, 60);
	switch (named?.is) {
		case undefined: return undefined;
		case 'existing': return registering(question, named.model.name, named.number, undefined, against(question, named.model.name) ?? '');
		case 'new': return registering(question, typed, 1, t('new model'), '');
		case 'near': return { icon: 'warning', label: t('{0} differs from {1} only in case', name, short(named.model.name, 60)), description: t('Enter takes {0}', short(named.model.name, 60)), deed: { does: 'fill', name: named.model.name } };
		case 'impossible': return { icon: 'error', label: typed.trim() === '' ? t('A name is needed') : t('{0} can\'t be a model\'s name', name), ...(typed.trim() === '' ? {} : { description: named.why }), deed: { does: 'nothing' } };
	}
}

/** 'f1_macro 0.9296 ▲ +0.0169 against production (v4)': undefined where there is nothing to compare. */
function against({ suggestion, standings, corrections }: Question, model: string): string | undefined {
	const standing = standings.get(model);
	const metric = standing?.metric;
	const value = metric === undefined ? undefined : corrections.metrics[metric] ?? suggestion.facts.metrics.find(found => found.name === metric)?.value;
	const base = metric === undefined ? undefined : standing?.baseline?.metrics[metric];
	if (metric === undefined || value === undefined) { return undefined; }
	if (base === undefined || !standing?.baseline) { return `${short(metric, 40)} ${formatMetric(value)}`; }
	const decimals = metricDecimals([value, base]);
	const { text } = changeAgainst(value, base, directionOf(metric, standing.directions), 0, decimals);
	const shown = `${short(metric, 40)} ${formatMetric(value, decimals)} ${text}`;
	return standing.contested ? t('{0} against {1}, the last settled production', shown, standing.baseline.label) : t('{0} against production ({1})', shown, standing.baseline.label);
}
