import { defineKind } from '../kind';

/** A model before its first version. A version's record makes its model by itself, so this is only needed for an empty one. */
export const modelCreated = defineKind('model.created', {}, {
	effects: () => [],
	verb: () => 'created the model',
});
