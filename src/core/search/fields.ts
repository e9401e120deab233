/** How the values of a field are compared. */
export type FieldType =
	/** Words: `=`, `in`, `~`. */
	| 'text'
	/** As text, and `=` looks at the beginning: a hash. */
	| 'hash'
	| 'version' | 'number' | 'count' | 'bytes' | 'time' | 'flag'
	/** Whatever was recorded: numbers, texts, true and false, null, or a list of these, of which any may be meant. */
	| 'recorded';

interface FieldDescription {
	readonly type: FieldType;
	/** A name follows: `metrics.auc`. */
	readonly named?: true;
	readonly also?: readonly string[];
	/** A few words for a list of suggestions. */
	readonly about: string;
}

/** Every field that a search knows, by its name. */
export const fields = {
	metrics: { type: 'number', named: true, also: ['metric'], about: 'a metric of the version' },
	params: { type: 'recorded', named: true, also: ['param'], about: 'a hyperparameter' },
	tag: { type: 'recorded', named: true, also: ['tags'], about: 'a tag of the version' },
	evaluation: { type: 'number', named: true, also: ['evaluations'], about: 'a metric of any of its evaluations' },
	model: { type: 'text', also: ['name'], about: 'the name of its model' },
	version: { type: 'version', also: ['number'], about: 'its number' },
	alias: { type: 'text', also: ['aliases'], about: 'an alias that it holds' },
	framework: { type: 'text', about: 'what it was trained with' },
	format: { type: 'text', about: 'the format of its file' },
	path: { type: 'text', also: ['file'], about: 'where its file stood' },
	author: { type: 'text', also: ['by'], about: 'who registered it: name or email' },
	branch: { type: 'text', about: 'the git branch' },
	commit: { type: 'hash', about: 'the git commit, or its beginning' },
	dirty: { type: 'flag', about: 'the code had uncommitted changes' },
	created: { type: 'time', also: ['registered'], about: 'when it was registered' },
	archived: { type: 'flag', about: 'it is archived' },
	size: { type: 'bytes', also: ['bytes'], about: 'bytes of its files' },
	parameters: { type: 'count', about: 'how many weights it has' },
	notes: { type: 'text', also: ['note'], about: 'its notes' },
	digest: { type: 'hash', also: ['sha256'], about: 'SHA-256 of its bytes, or its beginning' },
} as const satisfies Readonly<Record<string, FieldDescription>>;

export type FieldName = keyof typeof fields;
export const fieldNames = Object.keys(fields) as readonly FieldName[];

const byWord = new Map<string, FieldName>(fieldNames.flatMap(name => [name, ...also(name)].map(word => [word, name] as const)));

function also(name: FieldName): readonly string[] {
	const description: FieldDescription = fields[name];
	return description.also ?? [];
}

/** The field that a word means, in any case. */
export function fieldNamed(word: string): FieldName | undefined {
	return byWord.get(word.toLowerCase());
}

export function typeOf(name: FieldName): FieldType {
	return fields[name].type;
}

/** Whether a name follows the field's own: `metrics.auc`. */
export function isNamed(name: FieldName): boolean {
	return 'named' in fields[name];
}

/** Whether it holds several values, or none, without any being missing. */
export function isSet(name: FieldName): boolean {
	return name === 'alias';
}

/** All words that mean a field. */
export const fieldWords: readonly string[] = [...byWord.keys()];
