import { formatSize } from '../../core/present/quantities';
import { shortCommit } from '../../core/present/hash';
import { paramDistance } from '../../core/present/parameter';
import type { Version } from '../../core/model';
import { t } from '../words';
import type { SectionName, SectionNode } from './node';
import { dotted, spoken, type Row } from './row';
import { short } from './short';

const looks: Readonly<Record<SectionName, { readonly icon: string; readonly title: () => string }>> = {
	metrics: { icon: 'graph', title: () => t('Metrics') },
	evaluations: { icon: 'checklist', title: () => t('Evaluations') },
	parameters: { icon: 'settings', title: () => t('Parameters') },
	files: { icon: 'file', title: () => t('Files') },
	inputs: { icon: 'database', title: () => t('Inputs') },
	code: { icon: 'git-commit', title: () => t('Code') },
};

/** `Parameters   11 · 3 differ from v12`: the counts make most opening needless. */
export function sectionRow({ section, parent: { version, standing } }: SectionNode): Row {
	const { icon, title } = looks[section];
	const description = descriptions[section](version, standing.baseline?.id === version.id ? undefined : standing.baseline);
	return {
		label: title(), icon, description, context: `section.${section}`, spoken: spoken([title(), description.replaceAll(' · ', ', ')]),
		opens: emptySection(section, version) ? 'no' : 'closed',
	};
}

const descriptions: Readonly<Record<SectionName, (version: Version, base: Version | undefined) => string>> = {
	metrics: version => counted(Object.keys(version.metrics).length),
	evaluations: version => counted(version.evaluationCount),
	parameters: (version, base) => dotted([counted(Object.keys(version.params).length), differences(version, base)]),
	files: ({ artifact }) => dotted([short(artifact.path.split('/').at(-1) ?? artifact.path, 60), formatSize(artifact.bytes)]),
	inputs: version => counted(version.inputCount),
	code: ({ git }) => (git === null ? t('not tied to git') : dotted([
		git.branch === null ? t('detached head') : short(git.branch, 60), git.commit === null ? t('no commit yet') : shortCommit(git.commit), git.dirty ? t('changed') : t('clean'),
	])),
};

const counted = (count: number): string => (count === 0 ? t('not recorded') : String(count));

function differences(version: Version, base: Version | undefined): string | undefined {
	if (!base) { return undefined; }
	const names = new Set([...Object.keys(version.params), ...Object.keys(base.params)]);
	const count = [...names].filter(name => differs(version, base, name)).length;
	return count === 0 ? t('none differ from {0}', base.label) : count === 1 ? t('1 differs from {0}', base.label) : t('{0} differ from {1}', count, base.label);
}

export function differs(version: Version, base: Version, name: string): boolean {
	const [value, other] = [version.params[name], base.params[name]];
	if (value === undefined || other === undefined) { return value !== other; }
	return paramDistance(name, value, other) !== undefined;
}

function emptySection(section: SectionName, version: Version): boolean {
	switch (section) {
		case 'metrics': return Object.keys(version.metrics).length === 0;
		case 'evaluations': return version.evaluationCount === 0;
		case 'parameters': return Object.keys(version.params).length === 0;
		case 'inputs': return version.inputCount === 0;
		case 'files': case 'code': return false;
	}
}
