import type { EdgeRelation, LineageEdge } from '../../core/lineage/graph';
import { formatDay } from '../../core/present/when';
import type { Relation } from '../../core/model';
import { assertNever } from '../../core/assertNever';
import { t } from '../words';

/** How a version relates to what it came from: 'fine-tuned from'. */
export function relationWords(relation: EdgeRelation): string {
	switch (relation) {
		case 'trained-from': return t('trained from');
		case 'fine-tuned-from': return t('fine-tuned from');
		case 'adapter-of': return t('adapter of');
		case 'quantised-from': return t('quantized from');
		case 'merged-from': return t('merged from');
		case 'distilled-from': return t('distilled from');
		case 'converted-from': return t('converted from');
		case 'evaluated-on': return t('evaluated on');
		case 'trained-on': return t('trained on');
		case 'reproduction-of': return t('reproduction of');
		case 'produced-by': return t('produced by');
		case 'evaluation-of': return t('evaluation of');
		case 'deployed-to': return t('deployed to');
		default: return assertNever(relation);
	}
}

/** The same between two rows: of a deployment with the time, since a version may run there no more. `side` is where the one is that the words stand beside. */
export function edgeWords({ relation, ran }: LineageEdge, side: 'up' | 'down' | undefined): string {
	if (!ran) { return relationWords(relation); }
	const since = formatDay(ran.since);
	if (ran.until) { return side === 'up' ? t('ran from {0} to {1}', since, formatDay(ran.until)) : t('deployed there from {0} to {1}', since, formatDay(ran.until)); }
	return side === 'up' ? t('runs since {0}', since) : t('deployed there since {0}', since);
}

/** Those that a person can say, with what each takes. */
export const sayable: readonly { readonly relation: Relation; readonly about: () => string }[] = [
	{ relation: 'fine-tuned-from', about: () => t('A base model or an earlier version, trained on') },
	{ relation: 'trained-on', about: () => t('The data it was trained on') },
	{ relation: 'evaluated-on', about: () => t('The data it was judged by') },
	{ relation: 'adapter-of', about: () => t('The model that it goes on top of') },
	{ relation: 'quantised-from', about: () => t('The same weights in more bits') },
	{ relation: 'merged-from', about: () => t('One of several that were merged') },
	{ relation: 'distilled-from', about: () => t('The teacher') },
	{ relation: 'converted-from', about: () => t('The same model in another format') },
	{ relation: 'reproduction-of', about: () => t('The version that was made again') },
	{ relation: 'trained-from', about: () => t('Weights that the training began with') },
];
