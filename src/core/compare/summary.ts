import { associationSpans } from './associationSentence';
import type { ComparedColumn, ComparedRow, ComparedSection, SectionId, Span, Summary } from './comparison';
import type { CompareFacts } from './facts';
import { contextRanking, evaluationSpans, isElsewhere } from './evaluationSentences';
import { codeSpans, dataSpans, packageSpans, parameterSpans, weightSpans } from './sentences';
import { rankingSpans, verdictSpans } from './verdict';

type Sections = Readonly<Record<SectionId, ComparedSection>>;

/**
 * What the comparison says in plain words, computed from its rows and never vague: first whether it got better, then what changed in weights,
 * parameters, data, packages and code, by how often they explain it.
 */
export function summaryOf(facts: CompareFacts, columns: readonly ComparedColumn[], list: readonly ComparedSection[]): Summary {
	const sections = Object.fromEntries(list.map(section => [section.id, section])) as Sections;
	const others = columns.flatMap((_, at) => (at === facts.base ? [] : [at]));
	return {
		overall: others.length > 1 ? [...rankingSpans(facts, columns, sections.metrics), ...contextRanking(sections.evaluations, columns), ...associationSpans(sections.metrics, sections.parameters)] : [],
		columns: others.map(column => ({ column, spans: spansOf(facts, columns, sections, column) })),
	};
}

function spansOf(facts: CompareFacts, columns: readonly ComparedColumn[], sections: Sections, column: number): readonly Span[] {
	if (!Object.values(sections).some(section => section.rows.some(row => row.differs && isApart(row, facts.base, column, section.id)))) {
		return [{ text: `No difference from ${columns[facts.base]?.name ?? 'the baseline'} was found.`, strong: true }];
	}
	return [
		...unlikeData(sections, facts.base, column),
		...verdictSpans(facts, sections.metrics, column), ...evaluationSpans(sections.evaluations, columns, facts.base, column),
		...weightSpans(facts, column), ...parameterSpans(sections.parameters, column), ...dataSpans(sections.inputs, facts.base, column),
		...packageSpans(sections.environment, facts.base, column), ...codeSpans(facts, column),
	];
}

/** Whether a column's cell is known to be another than the base's. */
function isApart({ cells }: ComparedRow, base: number, column: number, section: SectionId): boolean {
	const [cell, other] = [cells[column], cells[base]];
	// Where one was evaluated and the other wasn't is told, too.
	if (section === 'evaluations' && (cell?.missing === true) !== (other?.missing === true)) { return true; }
	return cell?.same !== true && (cell?.change !== undefined || (cell?.missing !== true && other?.missing !== true));
}

/** Numbers measured on different data say little about each other: that comes first. */
function unlikeData({ inputs, evaluations }: Sections, base: number, column: number): readonly Span[] {
	if (isElsewhere(evaluations, base, column)) { return [{ text: 'Not evaluated on the same data.', strong: true, about: 'evaluations' }]; }
	const row = inputs.rows.find(one => one.key.startsWith('evaluated-on') && one.cells[column]?.change !== undefined && one.cells[column].missing !== true);
	return row ? [{ text: 'Not evaluated on the same data.', strong: true, about: `inputs/${row.key}` }] : [];
}
