import type { PackedLineage } from '../core/lineage/columns';
import type { Spine } from '../core/lineage/spine';
import type { Id } from '../core/model';

/** The lineage of a whole registry at a moment. */
export interface LineageSnapshot extends PackedLineage {
	/** The workspace folder of the registry, as its URI. */
	readonly folder: string;
	/** The node that the page is to select and focus; undefined: what it had. */
	readonly show: string | undefined;
	readonly isTrusted: boolean;
	/** How the past is called that the registry is looked at as of; nothing can be written then. Undefined now. */
	readonly past: string | undefined;
}

/** A line of what is known about a node: 'SHA-256   9c41e07a…b2d6'. */
export interface NodeFact {
	readonly name: string;
	readonly text: string;
	/** What is copied by the button beside it. */
	readonly copies?: string;
}

export interface NodeFacts {
	readonly facts: readonly NodeFact[];
	/** What the real thing is opened as; undefined where there is nothing to open. */
	readonly opens: 'version' | 'file' | 'web' | 'commit' | undefined;
}

/** The page of lineage. */
export interface LineageContract {
	asks: {
		load(): LineageSnapshot;
		spine(): Spine;
		/** Undefined where the node isn't there any more. */
		facts(key: string): NodeFacts | undefined;
		/** Opens the real thing that a node stands for: a version's row, a file or folder, a commit's changes, a web page. */
		open(key: string): void;
		openModel(model: string): void;
		compare(versions: readonly Id[]): void;
		/** Turns the Lineage view to a node. */
		showInView(key: string): void;
		copy(text: string): void;
		/** Asks where to, and writes it there. PNG as the bytes of the file. */
		save(content: string | Uint8Array, extension: 'svg' | 'png' | 'md'): void;
		manageTrust(): void;
		/** Looks at the registry as it is again. */
		backToNow(): void;
	};
	tells: {
		/** Something in the registry changed: load again. */
		changed(): void;
		/** Select and focus this node. */
		show(key: string): void;
	};
}
