import type { ComparedSection, Summary } from '../core/compare/comparison';
import type { CurvePart, Curves } from '../core/compare/curves';
import type { Id } from '../core/model';

export type { Along, Curve, CurvePart, Curves } from '../core/compare/curves';

/** Which versions are compared, in the order of their columns, and which of them the others are measured against. */
export interface Arrangement {
	readonly versions: readonly Id[];
	readonly base: Id;
}

/** What a page shows of a comparison, as far as a link carries it. */
export interface ComparedView {
	readonly onlyDifferences: boolean;
	readonly isGrouped: boolean;
	readonly bySize: boolean;
	readonly query: string;
	readonly isRegex: boolean;
	/** The metric of evaluations; empty for all. */
	readonly evaluated: string;
	readonly isTransposed: boolean;
	/** The chart that is open; empty without one. */
	readonly chart: string;
	readonly chartMetric: string;
	readonly chartParameter: string;
}

/** What the page shows, but for what git says of the code between: that takes longer, and is asked for by the number `of`. */
export interface Compared {
	/** Counts the comparisons that were made for the page. */
	readonly of: number;
	/** The workspace folder of the registry, as its URI. */
	readonly folder: string;
	/** The comparison, as the text that `unpacked` reads. */
	readonly packed: string;
	readonly isTrusted: boolean;
	/** How the past is called that the registry is looked at as of; nothing can be written then. Undefined now. */
	readonly past: string | undefined;
	/** How it was shown where its link was made; only with what a link opened, and once. */
	readonly view?: ComparedView;
}

/** What VS Code's own diff can show of two versions. */
export type TextKind = 'parameters' | 'environment' | 'note' | 'card';

/** The page that compares versions. */
export interface CompareContract {
	asks: {
		/** Compares as it was last arranged. */
		load(): Compared;
		arrange(arrangement: Arrangement): Compared;
		/** With what git says. Undefined where something else is compared by now. */
		code(of: number): { readonly section: ComparedSection; readonly summary: Summary } | undefined;
		/** With what became of the values of tensors, read from the files: it may take long, and offers to be cancelled. `isKnown`: as far as they were read before, at once. Undefined where something else is compared by now. */
		values(of: number, isKnown: boolean): { readonly section: ComparedSection; readonly summary: Summary } | undefined;
		/** The courses of a metric, or a part of them; of the first one there is, where it is null. Undefined where no version has any. */
		curves(metric: string | null, part: CurvePart | null): Curves | undefined;
		/** Asks the person for versions to take in; undefined when they gave up. */
		add(): Compared | undefined;
		openText(kind: TextKind, version: Id): void;
		/** The code of the base and of this version: one file, or all that changed. */
		openCode(version: Id, path: string | null): void;
		/** Opens a file of the workspace folder, by its path in it. */
		openFile(path: string): void;
		showVersion(version: Id): void;
		/** Asks whether the metric is better when higher or lower, for all models that are compared; undefined when they gave up. */
		setDirection(metric: string): Compared | undefined;
		/** Puts a link that opens this comparison, here or with a team-mate, on the clipboard. */
		copyLink(view: ComparedView): void;
		copy(text: string): void;
		/** Asks where to, and writes it there. */
		save(text: string, extension: string): void;
		/** Asks where to, and writes a chart there: text, of PNG in base64. */
		saveChart(content: string, extension: string): void;
		manageTrust(): void;
		/** Looks at the registry as it is again. */
		backToNow(): void;
	};
	tells: {
		/** Something in the registry changed: load again. */
		changed(): void;
	};
}
