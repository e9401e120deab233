import { association, type Association } from '../statistics/association';
import { minus } from '../present/digits';
import type { ComparedRow, ComparedSection, Span } from './comparison';

/** With fewer versions a correlation says next to nothing. */
const leastVersions = 8;
/** How often chance may do as well before nothing is said. */
const mostChance = 0.05;
const mostNamed = 2;

/** 'auc goes most with num_boost_round (rank correlation 0.73, 13 versions) and learning_rate (−0.70). Correlation is not cause.' */
export function associationSpans(metrics: ComparedSection, parameters: ComparedSection): readonly Span[] {
	// Rows begin with the metric that matters.
	const metric = metrics.rows.find(row => row.direction);
	const outcome = metric?.cells.map(cell => cell.value);
	if (!metric || !outcome || outcome.filter(value => value !== undefined).length < leastVersions) { return []; }
	const found = parameters.rows.filter(row => row.differs).flatMap(row => { const how = association(factsOf(row), outcome, leastVersions, 0); return how ? [{ row, how }] : []; })
		.sort((a, b) => b.how.strength - a.how.strength || (a.row.key < b.row.key ? -1 : 1)).slice(0, mostNamed)
		.flatMap(({ row }) => { const how = association(factsOf(row), outcome, leastVersions); return how && how.chance < mostChance ? [{ row, how }] : []; });
	if (!found.length) { return []; }
	return [
		{ text: `${metric.name} goes most with` },
		...found.flatMap(({ row, how }, at): readonly Span[] => [{ text: row.name, about: `parameters/${row.key}` }, { text: `(${wordsOf(how)})${at === found.length - 1 ? '.' : ' and'}` }]),
		{ text: 'Correlation is not cause.' },
	];
}

/** Numbers where all are, else what stands there; nothing where nobody knows. */
function factsOf({ cells }: ComparedRow): readonly (number | string | undefined)[] {
	const isNumeric = cells.every(cell => cell.missing === true || cell.value !== undefined);
	return cells.map(cell => (isNumeric ? cell.value : cell.missing === true && cell.text !== 'not set' ? undefined : cell.text));
}

function wordsOf({ kind, strength, sign, n }: Association): string {
	return `${kind === 'rank' ? 'rank correlation' : 'correlation ratio'} ${sign < 0 ? minus : ''}${strength.toFixed(2)}, ${n} versions`;
}
