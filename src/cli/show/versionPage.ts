import type { VersionDetails } from '../../core/model';
import { plainLine, plainText } from '../../core/present/plain';
import type { Registry } from '../../core/registry';
import type { Style } from '../style';
import { evaluationsSection } from './evaluationLines';
import { factsSection } from './factsSection';
import { filesSection } from './filesSection';
import { inputsSection } from './inputsSection';
import { metricsSection } from './metricsSection';
import { paramsSection } from './paramsSection';
import { reproducibleSection } from './reproducibleSection';
import { changeOf, standingOf, valueText, type Standing } from './standing';
import { aliasPaint, aliasWords, changePaint, named } from './words';

/** A page on one version: name and number first, then what it is judged by, what it is made of, where it comes from. */
export async function versionPage(registry: Registry, version: VersionDetails, style: Style, now = new Date()): Promise<readonly string[]> {
	const model = await registry.model(version.model);
	const standing = await standingOf(registry, model, [version]);
	return [
		...title(version, standing, style),
		...metricsSection(version, model, standing, style),
		...evaluationsSection(await registry.evaluations({ ref: version.id }), style, now),
		...paramsSection(version, standing, style),
		...filesSection(version, style),
		...inputsSection(version, style),
		...factsSection(version, style, now),
		...reproducibleSection(await registry.pins(version.id), style),
		...notes(version, style),
	];
}

function title(version: VersionDetails, standing: Standing, style: Style): readonly string[] {
	const aliases = aliasWords(version);
	const state = version.purged ? 'archived, its bytes are purged' : version.archived ? 'archived' : '';
	const value = valueText(version, standing), change = changeOf(version, standing);
	return [
		[style.bold(named(version)), aliases && (aliasPaint(version, style)?.(aliases) ?? aliases), style.dim(state)].filter(part => part !== '').join('  '),
		standing.metric === undefined || value === undefined ? 'not evaluated'
			: `${plainLine(standing.metric)} ${value}${change && standing.base ? `  ${changePaint(change, style)?.(change.text) ?? change.text} against production ${standing.base.label}` : ''}`,
	];
}

function notes(version: VersionDetails, style: Style): readonly string[] {
	return version.notes === '' ? [] : ['', style.bold('Notes'), ...plainText(version.notes).trimEnd().split('\n').map(line => `  ${line}`.trimEnd())];
}
