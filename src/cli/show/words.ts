import type { Version } from '../../core/model';
import type { Change } from '../../core/present/change';
import { plainLine } from '../../core/present/plain';
import type { Paint, Style } from '../style';

/** '1 version', '14 versions'. */
export function counted(count: number, one: string, many = `${one}s`): string {
	return `${count} ${count === 1 ? one : many}`;
}

/** Aliases in effect, and those in dispute with a question mark. */
export function aliasWords({ aliases, contested }: Pick<Version, 'aliases' | 'contested'>): string {
	return [...aliases.map(plainLine), ...contested.map(alias => `${plainLine(alias)}?`)].join(', ');
}

export function aliasPaint({ aliases, contested }: Pick<Version, 'aliases' | 'contested'>, style: Style): Paint | undefined {
	return contested.length ? style.yellow : aliases.includes('production') ? style.green : aliases.length ? style.blue : undefined;
}

export function changePaint(change: Change | undefined, style: Style): Paint | undefined {
	return change?.verdict === 'better' ? style.green : change?.verdict === 'worse' ? style.red : undefined;
}

/** A person as one knows them: the name, else the address, else the fact. */
export function personName({ name, email }: { readonly name: string; readonly email: string }): string {
	return plainLine(name || email || 'somebody');
}

/** The first line of a text that says something. */
export function firstLine(text: string): string {
	return plainLine(text.split('\n').find(line => line.trim() !== '')?.trim() ?? '');
}

/** 'churn v14' out of what the core calls it. */
export function named(version: Pick<Version, 'model' | 'label'>): string {
	return `${plainLine(version.model)} ${version.label}`;
}

/** What is known out of these, each thing once: 'model, lightgbm, 6 trees'. */
export function said(...parts: readonly (string | undefined)[]): string {
	return [...new Set(parts.filter((part): part is string => part !== undefined && part !== ''))].map(plainLine).join(', ');
}
