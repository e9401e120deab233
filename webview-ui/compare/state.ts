import type { Comparison, SectionId } from '../../src/core/compare/comparison';
import type { Compared, CurvePart, Curves, TextKind } from '../../src/protocol/compare';
import type { Brushes } from './charts/brush';
import type { ChartKind } from './charts/chartKinds';
import type { ChartForm } from './charts/chartForm';

/** What the person has arranged: kept while the page is hidden, and over a reload, when it says what to compare. JSON only. */
export interface Arranged {
	readonly folder: string;
	readonly versions: readonly string[];
	readonly base: string;
	readonly onlyDifferences: boolean;
	readonly isGrouped: boolean;
	readonly bySize: boolean;
	readonly query: string;
	readonly isRegex: boolean;
	/** The one metric of evaluations that is shown; all of them where it is empty. */
	readonly evaluated: string;
	/** Sections and groups that were opened or closed by hand. */
	readonly folds: Readonly<Record<string, boolean>>;
	/** The version that a narrow page shows against the base. */
	readonly shown: string;
	/** A line for each version. */
	readonly isTransposed: boolean;
	/** The row that those lines are sorted by: 'metrics/auc'; as the columns are where it is empty. */
	readonly rowSort: string;
	readonly isRowSortDown: boolean;
	readonly chart: ChartKind;
	/** The metric and the parameter of the charts, by their rows; the first there is where these aren't. */
	readonly chartMetric: string;
	readonly chartParameter: string;
	/** Bars of differences from the base, and by their length. */
	readonly chartDifference: boolean;
	readonly chartSorted: boolean;
	/** Empty: as the values suggest. */
	readonly chartScale: '' | 'linear' | 'log';
	/** Of parallel coordinates; chosen by the page where there are none. */
	readonly axes: readonly string[];
	readonly brushes: Brushes;
	readonly isChartTable: boolean;
}

export const arrangedAtFirst: Arranged = {
	folder: '', versions: [], base: '', onlyDifferences: true, isGrouped: false, bySize: false, query: '', isRegex: false, evaluated: '', folds: {}, shown: '',
	isTransposed: false, rowSort: '', isRowSortDown: true, chart: 'curves', chartMetric: '', chartParameter: '', chartDifference: false, chartSorted: false, chartScale: '', axes: [], brushes: {}, isChartTable: false,
};

/** What was answered, unpacked. */
export type Shown = Omit<Compared, 'packed'> & { readonly comparison: Comparison };

/** What the page shows at a moment. */
export interface State {
	readonly compared?: Shown;
	/** Why nothing can be compared, in one sentence. */
	readonly failure?: string;
	/** What went wrong with the last thing that was done, in one sentence. */
	readonly notice?: string;
	/** What changed underneath while the page was open. */
	readonly news?: string;
	/** Loading takes long enough to be spoken of. */
	readonly isLoading: boolean;
	/** Of the page, in px. */
	readonly width: number;
	readonly arranged: Arranged;
}

export type CopyForm = 'csv' | 'tsv' | 'md' | 'json';

/** What can be done on the page. */
export interface Deeds {
	arrange(change: Partial<Arranged>): void;
	fold(id: string, isOpen: boolean): void;
	setBase(version: string): void;
	move(version: string, by: number): void;
	/** To the place of another column. */
	moveTo(version: string, place: string): void;
	remove(version: string): void;
	add(): void;
	refresh(): void;
	/** Has the bytes of the tensors compared. */
	compareValues(): void;
	openText(kind: TextKind, version: string): void;
	openCode(version: string, path: string | null): void;
	/** A file of the workspace, by its path in it. */
	openFile(path: string): void;
	showVersion(version: string): void;
	/** Of a metric, for its models. */
	setDirection(metric: string): void;
	copyLink(): void;
	copy(form: CopyForm): void;
	save(form: CopyForm): void;
	/** Opens the charts at this one. */
	showChart(kind: ChartKind): void;
	saveChart(form: ChartForm): void;
	/** Copies a text that was selected. */
	copyText(text: string): void;
	/** Shows a row or section: 'metrics/auc', 'tensors'. */
	reveal(about: string): void;
	curves(metric: string | null, part: CurvePart | null): Promise<Curves | undefined>;
	dismiss(): void;
	manageTrust(): void;
	backToNow(): void;
}

/** Sections whose cells VS Code's own diff can show. */
export const textKinds: Readonly<Partial<Record<SectionId, TextKind>>> = { parameters: 'parameters', environment: 'environment', notes: 'note' };
