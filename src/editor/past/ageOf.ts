import { formatAge } from '../../core/present/age';

/** '9 d', and nothing where the time isn't known. */
export function ageOf(at: Date | undefined): string {
	return at ? formatAge(at) : '';
}
