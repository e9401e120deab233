import type { Param } from '../model';

/** What a composite is made of, which MLflow's autologging writes as Python prints it. */
const printed = /(?:^|\.)(?:steps|transformers|transformer_list|estimators)$/;

/**
 * Parameters of a run under the names that the model file gives them: autologging joins the parts of a pipeline with `__`, as scikit-learn's get_params does.
 * Estimators that it printed (`StandardScaler()`) are left out where the file describes them. `inside` are the file's own.
 */
export function underFileNames(params: readonly Param[], inside: readonly Param[]): readonly Param[] {
	const own = new Map(inside.map(param => [param.name, param.value]));
	const composite = inside.some(({ name }) => name.includes('.'));
	return params.flatMap((param): Param[] => {
		const dotted = param.name.replaceAll('__', '.');
		const name = dotted !== param.name && own.has(dotted) ? dotted : param.name;
		const { value } = param;
		if (typeof value === 'string') {
			const said = own.get(name);
			if (typeof said === 'string' && value.startsWith(`${said}(`)) { return []; }
			if (composite && printed.test(dotted) && value.startsWith('[(')) { return []; }
		}
		return [name === param.name ? param : { ...param, name }];
	});
}
