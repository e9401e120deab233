import type { Changes } from '../verbs/changes';
import { markdownText } from './markdown';

/** What a branch adds to the registry, for the text of a pull request. */
export function changesMarkdown({ models, missing }: Changes): string {
	if (!models.length) { return 'The model registry is unchanged.\n'; }
	const lines = models.flatMap(({ model, sentences, aliases }) => [
		`- **${markdownText(model)}** ${sentences.map(markdownText).join(', ')}`,
		...aliases.flatMap(({ alias, reason }) => (reason === undefined ? [] : [`  - ${markdownText(alias)}: ${markdownText(reason.split('\n')[0] ?? '')}`])),
	]);
	return ['### Model registry', '', ...lines, ...(missing ? ['', missingSentence(missing)] : []), ''].join('\n');
}

export function missingSentence(missing: number): string {
	return missing === 1 ? '1 record of the base is not on this branch yet.' : `${missing} records of the base are not on this branch yet.`;
}
