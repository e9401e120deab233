import type { Place } from './place';
import { stored } from './stored';

export interface Usage { readonly objects: number; readonly bytes: number }

/** See `ArtifactStore.usage`. */
export async function usage(place: Place): Promise<Usage> {
	const objects = await stored(place);
	return { objects: objects.length, bytes: objects.reduce((sum, object) => sum + object.bytes, 0) };
}
