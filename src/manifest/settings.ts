/** One setting as package.json declares it. `default` gives it its type. */
interface Setting {
	readonly type: 'number' | 'boolean';
	readonly default: number | boolean;
	readonly minimum?: number;
	readonly maximum?: number;
	/** Markdown. */
	readonly description: string;
}

/** Every setting, in the order in which the settings editor shows them. All may differ by workspace folder. */
export const settings = {
	'tree.pageSize': {
		type: 'number', default: 25, minimum: 5, maximum: 500,
		description: 'How many models, versions of a model, and training runs the views list before they offer to load more.',
	},
	'explorer.badges': {
		type: 'boolean', default: true,
		description: 'Mark files of the Explorer that are a registered version with the badge **R**. A file counts as unchanged by its size and modification time; it is never read for this.',
	},
	'register.compareBytesUpTo': {
		type: 'number', default: 512, minimum: 0, maximum: 100_000,
		description: 'Megabytes up to which **Register Model…** reads a file beforehand, to tell whether these very bytes are a version already. Larger files are compared by path, size and modification time; registering itself always compares the bytes.',
	},
	'alias.askForReason': {
		type: 'boolean', default: true,
		description: 'Ask for a reason when an alias such as **production** is moved. The reason is kept in the record; it may be left empty.',
	},
	'reproduce.tolerance': {
		type: 'number', default: 0.001, minimum: 0, maximum: 1,
		description: 'How far a metric of a version that was made again may be off, as a part of its value, to count as equal. The same bytes are the same whatever this says.',
	},
	'conflicts.notify': {
		type: 'boolean', default: true,
		description: 'Say so when a pull or merge brings a conflict: two people set the same thing to different values. The Models view marks it in any case.',
	},
} as const satisfies Readonly<Record<string, Setting>>;

export type SettingName = keyof typeof settings;
export type SettingValue<K extends SettingName> = (typeof settings)[K]['type'] extends 'number' ? number : boolean;
