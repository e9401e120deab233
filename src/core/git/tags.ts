import type { Person } from '../model';
import { succeeded } from './failure';
import { runGit } from './run';

export interface GitTag {
	readonly name: string;
	/** The commit that it stands on. */
	readonly commit: string;
	/** A lightweight tag is only a name: nobody made it at any time. */
	readonly annotated: boolean;
	readonly by: Person | undefined;
	readonly at: Date | undefined;
	/** Whole, without the newline at its end. */
	readonly message: string;
}

const fields = ['refname:strip=2', 'objecttype', 'objectname', '*objecttype', '*objectname', 'taggername', 'taggeremail:trim', 'taggerdate:unix', 'contents'];

/** The tags on commits, by name. Tags of anything else, of other tags too, are passed over. One git process. */
export async function readTags(folder: string, signal?: AbortSignal): Promise<readonly GitTag[]> {
	const output = await runGit(folder, ['for-each-ref', `--format=${fields.map(field => `%(${field})%00`).join('')}`, 'refs/tags'], { signal });
	const parts = succeeded(output, 'list the tags', folder).toString('utf8').split('\0');
	const tags: GitTag[] = [];
	for (let at = 0; at + fields.length < parts.length; at += fields.length) {
		// git ends each entry with a newline, which is then the beginning of the next one.
		const [name = '', type, object = '', peeledType, peeled = '', author = '', email = '', seconds = '', message = ''] = parts.slice(at, at + fields.length).map((part, index) => (index === 0 ? part.replace(/^\n/, '') : part));
		const annotated = type === 'tag';
		if ((annotated ? peeledType : type) !== 'commit') { continue; }
		tags.push({
			name, annotated, commit: annotated ? peeled : object, message: annotated ? message.replace(/\n+$/, '') : '',
			by: annotated ? { name: author, email } : undefined, at: /^\d+$/.test(seconds) ? new Date(Number(seconds) * 1000) : undefined,
		});
	}
	return tags;
}
