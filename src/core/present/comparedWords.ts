import type { ComparedCell, ComparedRow, ComparedSection, SectionId, Span } from '../compare/comparison';
import { formatCount } from './quantities';

/** What the sections of a comparison are called. */
export const sectionTitles: Readonly<Record<SectionId, string>> = {
	metrics: 'Metrics', evaluations: 'Evaluations', parameters: 'Parameters', tensors: 'Tensors', signature: 'Signature', files: 'Files', environment: 'Environment', inputs: 'Inputs', code: 'Code', notes: 'Notes and card',
};

/** Filled is better, hollow is worse, as everywhere. */
export const verdictGlyphs = { better: '▲', worse: '▽', same: '≈', unknown: '' } as const;

/** '6 differ, 1 equal', and what the section says of itself. `columns`: how many are compared. */
export function countWords({ id, differ, equal, note, unrecorded }: ComparedSection, columns: number): string {
	const missing = id === 'evaluations' ? 'not evaluated' : 'not recorded';
	if (differ + equal === 0 || unrecorded.length >= columns) { return missing; }
	// With one version left there is nothing that could differ, or be equal.
	if (unrecorded.length > 0 && unrecorded.length >= columns - 1) { return `${missing.slice('not '.length)} in one version only, not in ${few(unrecorded)}`; }
	return [`${formatCount(differ)} ${differ === 1 ? 'differs' : 'differ'}`, `${formatCount(equal)} equal`, note, unrecorded.length ? `${missing} in ${few(unrecorded)}` : ''].filter(part => part !== '').join(', ');
}

function few(names: readonly string[]): string {
	return names.length > 4 ? `${names.slice(0, 3).join(', ')} and ${names.length - 3} more` : names.join(', ');
}

/** A row by all of its name: 'holdout.csv, test · accuracy'. */
export function rowName({ group, name }: Pick<ComparedRow, 'group' | 'name'>): string {
	return group === undefined ? name : `${group} · ${name}`;
}

/** A sentence as plain text. */
export function spansText(spans: readonly Span[]): string {
	return spans.map(span => span.text).join(' ');
}

/** How a cell stands against the base, in words: '+0.0142 (+1.6 %) better, best'. */
export function changeWords({ change, relative, verdict, mark }: ComparedCell, marks = true): string {
	const word = verdict === 'better' || verdict === 'worse' ? verdict : '';
	const said = [change, relative === undefined ? '' : `(${relative})`, word].filter(part => part !== undefined && part !== '').join(' ');
	return [said, marks && mark === 'best' ? 'best' : ''].filter(part => part !== '').join(', ');
}
