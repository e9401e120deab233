import { modelName, replaces } from '../fields';
import { defineKind } from '../kind';

export const modelRenamed = defineKind('model.renamed', { name: modelName, replaces }, {
	effects: r => [{ effect: 'value', name: 'name', value: r.name, replaces: r.replaces }],
	verb: r => `renamed the model to ${r.name}`,
});
