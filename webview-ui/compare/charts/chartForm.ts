/** What a chart is saved as. */
export type ChartForm = 'svg' | 'png' | 'vl.json';
