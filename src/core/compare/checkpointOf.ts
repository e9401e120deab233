import type { VersionDetails } from '../model';

/** What is known of the bytes of a column. A training run that isn't registered may have left none; those it left were never hashed. */
export function checkpointOf({ artifact, files }: Pick<VersionDetails, 'artifact' | 'files'>): 'hashed' | 'unhashed' | 'none' {
	if (!artifact.digest.startsWith('run:')) { return 'hashed'; }
	return artifact.bytes === 0 && files.length === 0 ? 'none' : 'unhashed';
}
