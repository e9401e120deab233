import type { Source } from '../../model';
import type { FormatFacts } from '../format';
import { toMetadata, toParams } from '../params';
import { toPlain } from '../pickle/plain';
import { fieldsOf, type PickleValue } from '../pickle/value';
import { record } from './checkpoint';
import type { NumberOf } from './scalars';

/** A checkpoint of timm's training script (timm/utils/checkpoint_saver.py, _save); undefined where it is none. */
export function timmFacts(root: PickleValue | undefined, numberOf: NumberOf, source: Source): FormatFacts | undefined {
	const fields = fieldsOf(root);
	const arch = fields.get('arch');
	if (typeof arch !== 'string' || !fields.has('state_dict') || fields.has('pytorch-lightning_version') || !(fields.has('version') || fields.has('state_dict_ema'))) { return undefined; }
	const args = record(toPlain(fields.get('args')));
	const metric = numberOf(fields.get('metric'));
	const watched = typeof args['eval_metric'] === 'string' ? args['eval_metric'] : 'metric';
	const epoch = numberOf(fields.get('epoch'));
	return {
		kind: 'checkpoint', framework: 'pytorch', library: 'timm',
		params: [...toParams(args, { ...source, field: 'args' }), ...epoch === undefined ? [] : [{ name: 'epoch', value: epoch, source: { ...source, field: 'epoch' }, certainty: 'certain' } as const]],
		metrics: metric === undefined ? [] : [{ name: watched, value: metric, source: { ...source, field: 'metric' }, certainty: 'certain' }],
		metadata: toMetadata({ architecture: arch }),
	};
}
