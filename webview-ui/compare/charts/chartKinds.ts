/** The charts of a comparison, in the order of their tabs. */
export const chartKinds = ['curves', 'bars', 'scatter', 'parallel', 'importance'] as const;
export type ChartKind = (typeof chartKinds)[number];
