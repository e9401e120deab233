import { nearest } from '../present/nearest';
import type { SearchNames } from './complete';
import { conditionsOf, type Expression } from './expression';
import { printField } from './printSearch';

/** Of a search that found nothing: names that no version has, each as a sentence, with the name that may have been meant. */
export function unknownNames(expression: Expression, names: SearchNames): readonly string[] {
	return conditionsOf(expression).flatMap(condition => {
		if (condition.is === 'text' || condition.field.of === undefined || condition.field.name === 'evaluation') { return []; }
		const { field } = condition;
		const there = field.name === 'metrics' ? names.metrics : field.name === 'params' ? names.params : Object.keys(names.tags);
		if (there.includes(field.of ?? '')) { return []; }
		const near = nearest(field.of ?? '', there);
		return [`No version has ${printField(field)}.${near === undefined ? '' : ` Did you mean ${printField({ ...field, of: near })}?`}`];
	});
}
