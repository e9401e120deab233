import type { Input, Metric, MetricHistory, Source } from '../../model';
import type { FormatFacts } from '../format';
import { toMetadata, toParams } from '../params';
import { scalarsOf, toPlain } from '../pickle/plain';
import { fieldsOf, isDict, qualifiedName, type PickleValue } from '../pickle/value';
import { record } from './checkpoint';
import type { NumberOf } from './scalars';

/** A checkpoint of Ultralytics (ultralytics/engine/trainer.py, save_model): arguments, final metrics and the whole results table; undefined where it is none. */
export function ultralyticsFacts(root: PickleValue | undefined, numberOf: NumberOf, source: Source): FormatFacts | undefined {
	const fields = fieldsOf(root);
	if (!fields.has('train_args') || !(fields.has('model') || fields.has('ema'))) { return undefined; }
	const args = record(toPlain(fields.get('train_args')));
	const model = [fields.get('model'), fields.get('ema')].find(value => value !== undefined && value !== null);
	const attributes = fieldsOf(model);
	const names = record(toPlain(attributes.get('names')));
	const version = fields.get('version');
	const git = record(toPlain(fields.get('git')));
	const epoch = numberOf(fields.get('epoch'));
	return {
		kind: epoch !== undefined && epoch >= 0 && fields.get('optimizer') ? 'checkpoint' : 'model', framework: 'pytorch', library: 'ultralytics',
		params: toParams(args, { ...source, field: 'train_args' }),
		metrics: metricsOf(fields.get('train_metrics'), numberOf, source),
		histories: historiesOf(fields.get('train_results')),
		inputs: inputsOf(args, source),
		metadata: toMetadata({ architecture: qualifiedName(model).split('.').at(-1), classes: Object.values(names).join(', '), task: args['task'], date: fields.get('date'), license: fields.get('license'), 'git.commit': git['commit'], 'git.branch': git['branch'] }),
		environment: typeof version === 'string' ? { ultralytics: version } : {},
	};
}

function metricsOf(value: PickleValue | undefined, numberOf: NumberOf, source: Source): Metric[] {
	return [...fieldsOf(value)].flatMap(([name, one]): Metric[] => {
		const number = numberOf(one);
		return number === undefined ? [] : [{ name, value: number, source: { ...source, field: `train_metrics.${name}` }, certainty: 'certain' }];
	});
}

/** results.csv as a dict of columns; `epoch` gives the steps. */
function historiesOf(value: PickleValue | undefined): Record<string, MetricHistory> {
	if (!isDict(value)) { return {}; }
	const columns = [...fieldsOf(value)].flatMap(([name, one]) => {
		const values = scalarsOf(one, 100_000)?.filter(point => typeof point === 'number');
		return values?.length ? [[name, values] as const] : [];
	});
	const epochs = columns.find(([name]) => name === 'epoch')?.[1];
	return Object.fromEntries(columns.filter(([name]) => name !== 'epoch' && name !== 'time').map(([name, values]) => [name, { steps: epochs?.length === values.length ? epochs : values.map((_value, at) => at + 1), values }]));
}

function inputsOf(args: Readonly<Record<string, unknown>>, source: Source): Input[] {
	const { data, model } = args;
	return [
		...typeof data === 'string' && data ? [{ relation: 'trained-on', name: data, source: { ...source, field: 'train_args.data' }, certainty: 'certain' } as const] : [],
		// A .yaml is an architecture that was trained from nothing.
		...typeof model === 'string' && /\.(pt|pth)$/.test(model) ? [{ relation: 'fine-tuned-from', name: model, source: { ...source, field: 'train_args.model' }, certainty: 'certain' } as const] : [],
	];
}
