import type { Metric, Param, Source } from '../../model';
import type { FormatFacts } from '../format';
import { toParams } from '../params';
import { toPlain } from '../pickle/plain';
import { fieldsOf, type PickleValue } from '../pickle/value';
import { record } from './checkpoint';
import type { NumberOf } from './scalars';

/** A checkpoint of Lightning (lightning/pytorch/trainer/connectors/checkpoint_connector.py, dump_checkpoint); undefined where it is none. */
export function lightningFacts(root: PickleValue | undefined, numberOf: NumberOf, source: Source): FormatFacts | undefined {
	const fields = fieldsOf(root);
	const version = fields.get('pytorch-lightning_version');
	if (!fields.has('state_dict') || (version === undefined && !fields.has('hyper_parameters') && !fields.has('callbacks'))) { return undefined; }
	const progress = ['epoch', 'global_step'].flatMap((name): Param[] => {
		const value = numberOf(fields.get(name));
		return value === undefined ? [] : [{ name, value, source: { ...source, field: name }, certainty: 'certain' }];
	});
	const own = ['hyper_parameters', 'datamodule_hyper_parameters'].flatMap(key => toParams(record(toPlain(fields.get(key))), { ...source, field: key }));
	const names = new Set(own.map(param => param.name));
	return {
		kind: 'checkpoint', framework: 'pytorch', library: 'lightning',
		params: [...new Map(own.reverse().map(param => [param.name, param])).values()].reverse().concat(progress.filter(param => !names.has(param.name))),
		metrics: scores(fields.get('callbacks'), numberOf, source), ...bestModel(fields.get('callbacks')),
		environment: typeof version === 'string' ? { 'pytorch-lightning': version } : {},
	};
}

/** The file that was best when this one was written: its name, for its folder is of the machine that trained. */
function bestModel(callbacks: PickleValue | undefined): Pick<FormatFacts, 'metadata'> {
	const paths = [...fieldsOf(callbacks)].map(([, state]) => fieldsOf(state).get('best_model_path')).filter(path => typeof path === 'string');
	const name = paths.find(path => path !== '')?.split(/[\\/]/).at(-1);
	return name ? { metadata: { best_model: name } } : {};
}

/** What ModelCheckpoint watched: its value when this file was written, and the best there had been. */
function scores(callbacks: PickleValue | undefined, numberOf: NumberOf, source: Source): Metric[] {
	const metrics = new Map<string, Metric>();
	for (const [callback, state] of fieldsOf(callbacks)) {
		const fields = fieldsOf(state);
		const monitor = fields.get('monitor');
		const current = numberOf(fields.get('current_score'));
		const best = numberOf(fields.get('best_model_score'));
		if (typeof monitor !== 'string' || !monitor) { continue; }
		const add = (name: string, value: number | undefined, field: string): void => {
			if (value !== undefined && !metrics.has(name)) { metrics.set(name, { name, value, source: { ...source, field: `callbacks.${callback.slice(0, 60)}.${field}` }, certainty: 'certain' }); }
		};
		add(monitor, current ?? best, current === undefined ? 'best_model_score' : 'current_score');
		if (best !== current) { add(`best_${monitor}`, best, 'best_model_score'); }
	}
	return [...metrics.values()];
}
