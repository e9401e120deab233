import { plainLine } from '../../core/present/plain';
import { formatSize } from '../../core/present/quantities';
import type { Registry } from '../../core/registry';
import type { Registered } from '../../core/verbs/register';
import type { Terminal } from '../terminal';
import { changeOf, standingOf, valueText } from './standing';
import { aliasWords, changePaint, named } from './words';

/** What is said after registering: which version it is, how good, and what to know before trusting it. */
export async function registeredLines(registry: Registry, { version, created }: Registered, terminal: Terminal): Promise<readonly string[]> {
	const { bold, dim, yellow } = terminal.style;
	const { artifact } = version;
	const aliases = aliasWords(version);
	const lines = [[bold(named(version)), ...(aliases === '' ? [] : [aliases]), dim(`${plainLine(artifact.path)}, ${formatSize(artifact.bytes)}`)].join('  ')];
	const standing = await standingOf(registry, await registry.model(version.model), [version]);
	const value = valueText(version, standing);
	if (standing.metric !== undefined && value !== undefined) {
		const change = changeOf(version, standing);
		const against = change && standing.base ? `  ${changePaint(change, terminal.style)?.(change.text) ?? change.text} against production ${standing.base.label}` : '';
		lines.push(`${plainLine(standing.metric)} ${value}${against}`);
	}
	if (created) {
		const { facts, untied, gitState } = await registry.versionDetails(version.id);
		for (const { message } of facts.warnings) { lines.push(`${yellow('Warning:')} ${plainLine(message)}`); }
		if (untied !== undefined) { lines.push(dim(`Not tied to git: ${plainLine(untied)}`)); }
		if (gitState && gitState.snapshot === null) { lines.push(`${yellow('Warning:')} the state of the code was not kept. ${gitState.leftOut.map(plainLine).join(' ')}`); }
	}
	return lines;
}
