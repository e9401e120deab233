import type { Impact } from '../../src/core/lineage/impact';
import { plainLine } from '../../src/core/present/plain';
import { kindNames } from './sentence';

/** What depends on something, for a pull request: the sentence, then one line each. */
export function impactMarkdown({ roots, dependents, sentence }: Impact): string {
	return [
		`**${roots.map(node => inert(node.title)).join(', ')}**: ${inert(sentence)}`, '',
		...dependents.map(({ node, steps }) => `- ${inert(node.title)} (${[kindNames[node.kind](), ...(node.aliases ?? []).map(inert), steps === 1 ? 'directly' : `${steps} steps`].join(', ')})`), '',
	].join('\n');
}

/** Shows as it is: no link, no HTML, no emphasis. */
function inert(text: string): string {
	return plainLine(text).replace(/[\\`*_[\]<>|#]/g, mark => `\\${mark}`);
}
