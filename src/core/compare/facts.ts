import type { CodeBetween } from '../git/between';
import type { Evaluation, Id, Model, Tensor, VersionDetails } from '../model';
import type { ValuesBetween } from '../tensors/values';

/** What is known of one version that is compared. */
export interface ComparedVersion {
	readonly details: VersionDetails;
	readonly tensors: readonly Tensor[];
	readonly evaluations: readonly Evaluation[];
	readonly model: Pick<Model, 'primaryMetric' | 'directions'>;
	/** The card of its model. */
	readonly card: string | undefined;
}

/** Everything that a comparison is computed from. */
export interface CompareFacts {
	readonly versions: readonly ComparedVersion[];
	/** Index of the version that all others are compared with. */
	readonly base: number;
	/** From the base's code to each version's, by its id; null where git can't say. Undefined until git was asked. */
	readonly code: Readonly<Record<Id, CodeBetween | null>> | undefined;
	/** From the base's tensors to each version's, by its id: what became of their bytes. Left out until that was asked for. */
	readonly values?: Readonly<Record<Id, ValuesBetween>>;
}
