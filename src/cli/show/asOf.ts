import { plainLine } from '../../core/present/plain';
import { formatWhen } from '../../core/present/when';
import type { AsOf } from '../../core/verbs/asOf';
import { firstLine, named, personName } from './words';

/** 'On 3 May 2026, 23:59 churn v3 held production, since 21 Apr 2026, 09:14 by Rosa Klein: "beats v2".' */
export function asOfLine({ version, at, alias, contested }: AsOf): string {
	const when = `On ${formatWhen(at)}`;
	if (!alias) { return `${when} this was ${named(version)}.`; }
	const why = alias.reason === undefined ? '' : `: "${firstLine(alias.reason)}"`;
	const disputed = contested.length ? ` It was in conflict: ${contested.join(', ')} held it too.` : '';
	return `${when} ${named(version)} held ${plainLine(alias.name)}, since ${formatWhen(alias.since)} by ${personName(alias.by)}${why}.${disputed}`;
}

export function asOfJson({ at, alias, contested }: AsOf) {
	return { at, alias: alias ? { name: alias.name, since: alias.since, by: alias.by, reason: alias.reason ?? null, record: alias.record } : null, contested };
}
