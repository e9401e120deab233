import type { Facts, WorkspacePath } from '../model';
import { maxNameLength, modelKey, modelNamePattern } from '../records/names';
import { isGenericName, plainStem, stemOf } from './stem';

export interface NameQuestion {
	readonly facts: Pick<Facts, 'suggestedName'>;
	/** The file or folder that is to be registered. */
	readonly path: WorkspacePath;
	/** Versions that are registered already: of which model, and where they stood. */
	readonly siblings?: readonly { readonly model: string; readonly path: WorkspacePath }[];
}

/**
 * A name for the model that a file is a version of: that of a version which stood in the same place, else what the file says of itself, else
 * that of the newest sibling whose name differs in its counter only, else the file's stem, else the nearest folder's name that says something. Always a valid name.
 */
export function suggestModelName({ facts, path, siblings = [] }: NameQuestion): string {
	const parts = path.split('/').filter(part => part !== '');
	const folders = parts.slice(0, -1).reverse();
	const stem = stemOf(parts.at(-1) ?? '');
	const samePlace = siblings.findLast(one => one.path === path);
	const said = valid((facts.suggestedName ?? '').replace(/^(?:~|\.{1,2})?\/+(?:.*\/)?(?=[^/]+\/*$)/, ''));
	const candidates = [
		samePlace?.model,
		isGenericName(said) ? undefined : said,
		siblings.findLast(one => pattern(one.path) === pattern(path))?.model,
		...[stem, ...folders].map(part => (isGenericName(part) ? undefined : valid(plainStem(part)))),
	];
	const name = candidates.find(one => one !== undefined && one !== '') ?? (valid(plainStem(stem)) || 'model');
	// Names are unique without regard to case: the existing spelling wins.
	return siblings.find(one => modelKey(one.model) === modelKey(name))?.model ?? name;
}

/** A path with its counters blotted out: `ckpt/epoch=3.ckpt` and `ckpt/epoch=5.ckpt` are of one model. */
function pattern(path: WorkspacePath): string {
	return path.replace(/\d+/g, '#').toLowerCase();
}

function valid(text: string): string {
	const parts = text.normalize('NFC').split('/').map(part => part.replace(/[^\p{L}\p{N}._-]+/gu, '-').replace(/-{2,}/g, '-').replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, ''));
	const name = parts.filter(part => part !== '').join('/').slice(0, maxNameLength).replace(/[^\p{L}\p{N}]+$/u, '');
	return modelNamePattern.test(name) ? name : '';
}
