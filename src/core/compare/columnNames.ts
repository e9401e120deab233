import type { ComparedVersion } from './facts';

/** What each column is called: 'v5'; 'churn v5' where several models are compared. */
export function columnNames(versions: readonly Pick<ComparedVersion, 'details'>[]): readonly string[] {
	const isOne = new Set(versions.map(({ details }) => details.model)).size === 1;
	return versions.map(({ details: { model, label } }) => (isOne ? label : `${model} ${label}`));
}
