import { plainLine } from '../present/plain';
import { codeSection } from './code';
import { columnNames } from './columnNames';
import type { ComparedColumn, ComparedSection, Comparison, SectionId } from './comparison';
import { sectionIds } from './comparison';
import { environmentSection } from './environment';
import { evaluationsSection } from './evaluations';
import type { ComparedVersion, CompareFacts } from './facts';
import { filesSection } from './files';
import { inputsSection } from './inputs';
import { metricsSection } from './metrics';
import { notesSection } from './notes';
import { parametersSection } from './parameters';
import { signatureSection } from './signature';
import { summaryOf } from './summary';
import { tensorsSection } from './tensors';

const sections: { readonly [S in SectionId]: (facts: CompareFacts) => ComparedSection } = {
	metrics: ({ versions, base }) => metricsSection(versions, base),
	evaluations: ({ versions, base }) => evaluationsSection(versions, base),
	parameters: ({ versions, base }) => parametersSection(versions, base),
	tensors: ({ versions, base, values }) => tensorsSection(versions, base, values),
	signature: ({ versions, base }) => signatureSection(versions, base),
	files: ({ versions, base }) => filesSection(versions, base),
	environment: ({ versions, base }) => environmentSection(versions, base),
	inputs: ({ versions, base }) => inputsSection(versions, base),
	code: codeSection,
	notes: ({ versions, base }) => notesSection(versions, base),
};

/**
 * What differs between versions, and which is better: a pure function of the facts. Rows are those of all versions and in an order of their
 * own, whatever the order of the columns; the base decides what changes are measured from. A comparison the other way round has the signs
 * turned, and one of equals says so.
 */
export function compare(facts: CompareFacts): Comparison {
	const columns = columnsOf(facts.versions);
	const compared = sectionIds.map(id => sections[id](facts));
	return { columns, base: facts.base, sections: compared, summary: summaryOf(facts, columns, compared) };
}

function columnsOf(versions: readonly ComparedVersion[]): readonly ComparedColumn[] {
	const names = columnNames(versions);
	return versions.map(({ details: { id, model, label, ref, aliases, contested, at, git, archived, notes } }, place) => ({
		id, model, name: names[place] ?? label, ref, aliases, contested, at: at.getTime(), commit: git?.commit ?? null, dirty: git?.dirty ?? false, archived,
		note: plainLine(notes.split('\n').find(line => line.trim() !== '')?.trim() ?? '').slice(0, 300),
	}));
}
