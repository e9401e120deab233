import * as z from 'zod/mini';
import { modelName, replaces, text } from '../fields';
import { defineKind } from '../kind';

export const modelRenamed = defineKind('model.renamed', { name: modelName, replaces, reason: z.optional(text(2000)) }, {
	effects: r => [{ effect: 'value', name: 'name', value: r.name, replaces: r.replaces }],
	verb: r => `renamed the model to ${r.name}`,
});
