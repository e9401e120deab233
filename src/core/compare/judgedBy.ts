import type { Direction } from '../present/direction';
import { primaryMetric } from '../present/primaryMetric';
import type { ComparedVersion } from './facts';

export interface JudgedBy {
	/** What the teams have said of all models that are compared; the base's word doesn't count more, so that the order of columns changes nothing. */
	readonly directions: Readonly<Record<string, Direction>>;
	/** The metric that the base's model is judged by. */
	readonly primary: string | undefined;
}

/** How the metrics of a comparison are judged. `measured`: what a primary metric is looked for in, where nobody has chosen one. */
export function judgedBy(versions: readonly ComparedVersion[], base: number, measured: readonly { readonly metrics: Readonly<Record<string, number>> }[]): JudgedBy {
	return {
		directions: Object.assign({}, ...[...versions].sort((a, b) => (a.details.model < b.details.model ? 1 : -1)).map(({ model }) => model.directions)) as Readonly<Record<string, Direction>>,
		primary: primaryMetric(versions[base]?.model, measured),
	};
}
