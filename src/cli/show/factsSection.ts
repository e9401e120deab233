import type { VersionDetails } from '../../core/model';
import { formatAge } from '../../core/present/age';
import { shortCommit } from '../../core/present/hash';
import { plainLine } from '../../core/present/plain';
import { formatCountShort } from '../../core/present/quantities';
import { formatWhen } from '../../core/present/when';
import type { Style } from '../style';
import type { Row } from '../table';
import { section } from './section';
import { counted, said } from './words';

/** What it is, where it comes from, and what to know before trusting it. */
export function factsSection(version: VersionDetails, style: Style, now: Date): readonly string[] {
	const { gitState, facts: { kind, library, runs, warnings } } = version;
	const by = [version.by.name, version.by.email && `<${version.by.email}>`].filter(part => part !== '').map(plainLine).join(' ') || 'not recorded';
	const tags = Object.entries(version.tags).map(([key, value]) => `${plainLine(key)}=${plainLine(value)}`);
	const aside = (text: string): Row => ['', { text, paint: style.dim }];
	const rows: Row[] = [
		['Model', [said(kind, version.framework, library, version.summary), weights(version)].filter(part => part !== '').join('; ')],
		['Code', code(version)],
		...(gitState?.snapshot ? [aside(`exact state in ${shortCommit(gitState.snapshot)}, held by refs/model-registry/${version.id}`)] : []),
		...(gitState?.leftOut ?? []).map(text => aside(plainLine(text))),
		...runs.map((run): Row => ['Run', `${plainLine(run.tool)} ${plainLine(run.name ?? run.id)}  ${plainLine(run.path)}`]),
		...(tags.length ? [['Tags', tags.join('  ')]] : []),
		['From', plainLine(version.artifact.path)],
		['Digest', version.artifact.digest],
		['Registered', `${formatWhen(version.at)} by ${by}, ${ago(formatAge(version.at, now))}`],
		['Record', { text: version.record, paint: style.dim }],
		...warnings.map((warning): Row => [{ text: 'Warning', paint: style.yellow }, plainLine(warning.message)]),
	];
	return section('Facts', '', rows, style);
}

function weights({ parameters, tensorCount, summary }: VersionDetails): string {
	return [...(parameters === undefined ? [] : [`${formatCountShort(parameters)} parameters`]), ...(tensorCount === undefined || summary?.includes(counted(tensorCount, 'tensor')) ? [] : [counted(tensorCount, 'tensor')])].join(', ');
}

function code({ gitState, untied }: VersionDetails): string {
	if (!gitState) { return `not tied to git: ${plainLine(untied ?? 'not recorded')}`; }
	const { branch, commit, dirty } = gitState;
	return [branch ?? 'detached head', commit === null ? 'no commit yet' : shortCommit(commit), dirty ? 'with changes' : 'clean'].map(plainLine).join(' · ');
}

function ago(age: string): string {
	return age === 'now' ? 'just now' : `${age} ago`;
}
