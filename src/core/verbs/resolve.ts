import type { Database } from '../database/database';
import { displayName, findModel, modelKeys } from '../database/queries/models';
import { register } from '../database/queries/registers';
import { latestVersion, versionNumbered, versionRow, versionsByPrefix } from '../database/queries/findVersions';
import { RegistryError } from '../errors';
import type { Id } from '../model';
import { nearest } from '../present/nearest';
import { shown } from '../records/names';
import { noVersion } from './noVersion';

/** A reference to one version, taken apart. */
export interface Reference {
	/** Absent where the reference is a bare version id. */
	readonly model?: string;
	/** 'v7', '7', 'latest', an alias, or a version id (from six characters on). */
	readonly selector: string;
}

/**
 * Takes `churn@v7`, `churn@production`, `churn@latest`, `models:/churn/7`, `models:/churn@production` (MLflow's model URIs), `churn`
 * (its latest) or a version id apart. Throws 'bad-reference'.
 */
export function parseReference(text: string): Reference {
	const ref = text.trim();
	const uri = /^models:\/(?!\/)(.+)$/.exec(ref)?.[1];
	if (uri !== undefined) {
		const [, model, selector] = /^([^@:]+)(?:@|\/)([^@/]+)$/.exec(uri) ?? [];
		if (model && selector) { return { model, selector }; }
		throw new RegistryError('bad-reference', { ref: shown(text) });
	}
	const [, model, selector] = /^([^@:]+)@([^@]+)$/.exec(ref) ?? [];
	if (model && selector) { return { model, selector: selector.trim() }; }
	if (/^[0-7][0-9A-HJKMNP-TV-Z]{25}$/.test(ref)) { return { selector: ref }; }
	if (ref !== '' && !/[@:]/.test(ref)) { return { model: ref, selector: 'latest' }; }
	throw new RegistryError('bad-reference', { ref: shown(text) });
}

/** The id of the version that a reference means. Throws 'bad-reference', 'no-model', 'no-version', 'ambiguous-version'. */
export function resolve(db: Database, ref: string): Id {
	const { model, selector } = parseReference(ref);
	if (model === undefined) {
		if (versionRow(db, selector)) { return selector; }
		throw new RegistryError('no-version', { ref: shown(ref) });
	}
	const short = findModel(db, model) === undefined ? shortened(db, ref) : undefined;
	if (short !== undefined) { return short; }
	const key = resolveModel(db, model);
	const id = select(db, key, selector);
	if (id !== undefined) { return id; }
	throw noVersion(db, key, ref, selector);
}

/** The version whose id begins so, from six characters on, if it is the only one: as it is shown beside a contested number. */
function shortened(db: Database, ref: string): Id | undefined {
	if (!/^[0-7][0-9A-HJKMNP-TV-Z]{5,25}$/i.test(ref.trim())) { return undefined; }
	return onlyOne(db, ref, versionsByPrefix(db, undefined, ref.trim().toUpperCase()));
}

function select(db: Database, key: string, selector: string): Id | undefined {
	if (/^latest$/i.test(selector)) { return latestVersion(db, key)?.id; }
	const number = /^v?(\d{1,15})$/i.exec(selector)?.[1];
	if (number !== undefined) { return versionNumbered(db, key, Number(number)); }
	const alias = register(db, key, '', `alias:${selector}`).value;
	if (alias !== null && versionRow(db, alias)) { return alias; }
	if (/^[0-9A-HJKMNP-TV-Z]{6,26}$/i.test(selector)) {
		return onlyOne(db, `${displayName(db, key)}@${selector}`, versionsByPrefix(db, key, selector.toUpperCase()));
	}
	return undefined;
}

/** Throws 'ambiguous-version', which names them, where there are several. */
function onlyOne(db: Database, ref: string, found: readonly Id[]): Id | undefined {
	if (found.length < 2) { return found[0]; }
	const named = found.map(id => { const row = versionRow(db, id); return row?.number ? `${displayName(db, row.model)}@v${row.number}` : id; });
	throw new RegistryError('ambiguous-version', { ref: shown(ref), found: named });
}

/** The key of the model of this name. Throws 'no-model', with the nearest name that there is. */
export function resolveModel(db: Database, name: string): string {
	const key = findModel(db, name);
	if (key !== undefined) { return key; }
	// A version where a model is meant: 'churn@v7'.
	const near = findModel(db, name.replace(/@[^@]*$/, '')) ?? nearest(name.toLowerCase(), modelKeys(db));
	throw new RegistryError('no-model', { name: shown(name), ...(near === undefined ? {} : { near: displayName(db, near) }) });
}
