import type { Cursor } from './cursor';
import type { PickleValue, PyGlobal } from './value';

export interface Pickled {
	/** The object; of a pickle that breaks off, what it had begun with, if anything. */
	readonly value: PickleValue | undefined;
	/** Every class and function that it names, each once, also before it broke off. */
	readonly globals: readonly PyGlobal[];
	/** What it keeps outside itself, in the order in which it names it. */
	readonly persistents: readonly PickleValue[];
	/** Why it could not be read to its end. */
	readonly problem?: string;
}

/** What is shared by a pickle and those inside it. */
export interface Unpickling {
	readonly globals: Map<string, PyGlobal>;
	readonly persistents: PickleValue[];
	readonly depth: number;
	/** Another pickle that begins here. */
	nested(cursor: Cursor): Promise<Pickled>;
}
