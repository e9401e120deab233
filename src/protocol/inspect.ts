import type { Id } from '../core/model';
import type { TensorColumns } from './tensorColumns';

/** A place in a file that a value was read from: what `openSource` opens. */
export interface Place {
	/** Relative to the folder that the inspected file was read in, with '/'. */
	readonly path: string;
	readonly field?: string;
}

/** One of the facts in a line under the title. */
export interface Tile {
	/** In words, or a time (milliseconds since 1970) whose age is shown. */
	readonly value: string | number;
	readonly label: string;
	/** The exact number, or the date. */
	readonly title?: string;
}

export interface Finding {
	readonly level: 'ok' | 'note' | 'warning' | 'error';
	/** One sentence. */
	readonly text: string;
	/** What `Show` lists. */
	readonly list?: readonly string[];
}

export interface ValueRow {
	readonly name: string;
	readonly value: string;
	/** The whole of a value that is shown shortened, and how sure it is. */
	readonly title?: string;
	/** Numbers and identifiers: in the editor's font. */
	readonly mono: boolean;
	readonly place?: Place;
	/** What another source says, and why this one was chosen: one sentence. */
	readonly disputed?: string;
}

/** Rows that were read from one source. */
export interface ValueGroup {
	/** What the source is called: a file's name, or the tool's. Empty where there is nothing to say. */
	readonly source: string;
	readonly place?: Place;
	readonly rows: readonly ValueRow[];
}

export interface ValueSection {
	readonly id: string;
	readonly title: string;
	/** Said at the right where no source stands there. */
	readonly note?: string;
	readonly groups: readonly ValueGroup[];
}

interface RegisteredAs { readonly version: Id; /** 'sentiment v6' */ readonly name: string; readonly aliases: readonly string[] }

/** How a file stands to the registry. */
export type Standing =
	| { readonly is: 'outside' }
	| { readonly is: 'unregistered' }
	/** By path, size and time: its bytes weren't compared. */
	| { readonly is: 'registered'; readonly as: RegisteredAs }
	/** `isSure`: its size is another. Else it was written since, with as many bytes. */
	| { readonly is: 'changed'; readonly since: RegisteredAs; readonly isSure: boolean };

/** What may change while a file is looked at without the file itself changing. */
export interface Surroundings {
	readonly standing: Standing;
	readonly isTrusted: boolean;
}

/** Everything that is shown of a file but its tensors, which are asked for by the number `of`. */
export interface Inspected {
	/** Counts the readings of the file. */
	readonly of: number;
	readonly name: string;
	/** The folders that it lies in, outermost first. */
	readonly folders: readonly string[];
	readonly tiles: readonly Tile[];
	/** What was read of it: 'Only the 11.8 kB header was read'. */
	readonly read: string;
	/** Whether loading it can run code. */
	readonly isDangerous: boolean;
	readonly findings: readonly Finding[];
	readonly sections: readonly ValueSection[];
	readonly tensorCount: number;
	/** Whether its numbers each hold several weights, so that they don't add up to its parameters. */
	readonly isPacked: boolean;
	/** Why there are no tensors, where there should be some. */
	readonly withoutTensors: string;
}

/** The page of one model file. */
export interface InspectContract {
	asks: {
		/** Reads the file, or gives what was read where it is still the same. */
		load(): Inspected;
		/** Undefined where the file was read again since. */
		tensors(of: number): TensorColumns | undefined;
		surroundings(): Surroundings;
		register(): void;
		showVersion(version: Id): void;
		openSource(place: Place): void;
		copy(text: string): void;
		manageTrust(): void;
	};
	tells: {
		/** The file was written or removed since it was read. */
		stale(how: 'changed' | 'gone'): void;
		surroundings(now: Surroundings): void;
	};
}
