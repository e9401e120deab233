import type { Version } from '../../core/model';
import { formatAge } from '../../core/present/age';
import { plainLine } from '../../core/present/plain';
import { readSearch } from '../../core/search/parseSearch';
import { unknownNames } from '../../core/search/unknownNames';
import type { Registry } from '../../core/registry';
import type { Style } from '../style';
import { table, type Row } from '../table';
import { singleText, standingOf } from './standing';
import { aliasPaint, aliasWords, counted, named } from './words';

/** Versions of several models that a search found: 'churn v4  auc 0.8764  staging  2 d'. */
export async function foundLines(registry: Registry, versions: readonly Version[], total: number, style: Style, now = new Date()): Promise<readonly string[]> {
	const metrics = new Map<string, string | undefined>();
	for (const name of new Set(versions.map(version => version.model))) {
		metrics.set(name, (await standingOf(registry, await registry.model(name), versions.filter(version => version.model === name))).metric);
	}
	const rows = versions.map((version): Row => {
		const metric = metrics.get(version.model);
		const value = singleText(version, metric);
		const aliases = [aliasWords(version), version.archived ? 'archived' : ''].filter(text => text !== '').join(', ');
		return [
			{ text: named(version), paint: version.archived ? style.dim : style.bold },
			value === undefined ? { text: 'not evaluated', paint: style.dim } : `${plainLine(metric ?? '')} ${value}`,
			aliases === '' ? { text: '–', paint: style.dim } : { text: aliases, paint: version.archived ? style.dim : aliasPaint(version, style) },
			{ text: formatAge(version.at, now), paint: style.dim },
		];
	});
	const left = total - versions.length;
	return [...table(rows), ...(left > 0 ? [style.dim(`${counted(left, 'further version')} not shown; --limit ${total} shows all.`)] : [])];
}

/** What is said of a search that found nothing: where a name was misspelt, that. */
export async function nothingFound(registry: Registry, where: string): Promise<string> {
	return ['No version is like that.', ...unknownNames(readSearch(where), await registry.searchNames()).map(plainLine)].join(' ');
}
