import type { Source, Warning } from '../model';
import { counted, grouped } from './damaged';
import type { Candidate, FormatFacts, ModelFormat, RangeReader } from './format';
import { openHdf5, SIGNATURE, type Hdf5, type Hdf5Object } from './hdf5/open';
import { isRecord, type JsonRecord } from './json';
import { parseJson } from '../parse/parseJson';
import { configFacts } from './keras/config';
import { weightsOf } from './keras/weights';
import { countParameters } from './parameters';
import { toMetadata } from './params';

const KERAS = ['keras_version', 'model_config', 'layer_names', 'training_config'];

/** Keras in HDF5: whole models of Keras 2 (`.h5`), and weights alone of either layout (`.weights.h5`). Names, shapes and attributes are read, values never. */
export const kerasH5: ModelFormat = {
	name: 'keras-h5',
	title: 'Keras HDF5',
	extensions: ['.h5', '.hdf5'],

	async matches(candidate) {
		return isHdf5(candidate) && candidate.open(undefined, async file => {
			const { root } = await openHdf5(file);
			return KERAS.some(name => root.attributes.has(name)) || ['layers', '_layer_checkpoint_dependencies', 'model_weights'].some(name => root.links.has(name));
		}).catch(damagedIsOurs(candidate));
	},

	read: candidate => candidate.open(undefined, file => readKerasH5(file, { tool: 'keras', path: candidate.workspacePath })),
};

/** Any other HDF5 file: its datasets as tensors. */
export const hdf5: ModelFormat = {
	name: 'hdf5',
	title: 'HDF5',
	extensions: [],
	matches: isHdf5,
	async read(candidate) {
		return candidate.open(undefined, async file => {
			const h5 = await openHdf5(file);
			const tensors = await weightsOf(h5, h5.root);
			return { kind: 'model', tensors, summary: counted(tensors.length, 'dataset'), metadata: toMetadata(Object.fromEntries(h5.root.attributes)), warnings: cut(h5, file) };
		});
	},
};

function isHdf5(candidate: Candidate): boolean {
	return [0, 512, 1024, 2048].some(at => candidate.head.toString('latin1', at, at + 8) === SIGNATURE);
}

/** One that can't be opened is still the format that its name says. */
function damagedIsOurs(candidate: Candidate): (error: Error) => boolean {
	return error => {
		if (error.name !== 'RegistryError') { throw error; }
		return /\.(h5|hdf5)$/i.test(candidate.name);
	};
}

/** The facts of an HDF5 file of Keras, also where it lies inside a `.keras`. */
export async function readKerasH5(file: RangeReader, source: Source): Promise<FormatFacts> {
	const h5 = await openHdf5(file);
	const { attributes, links } = h5.root;
	const weights = links.get('model_weights');
	const container: Hdf5Object = weights === undefined ? h5.root : await h5.object(weights);
	const tensors = await weightsOf(h5, container);
	const config = json(attributes.get('model_config'));
	const facts = config ? configFacts(config, json(attributes.get('training_config')) ?? {}, source) : {};
	const version = attributes.get('keras_version') ?? container.attributes.get('keras_version');
	const backend = attributes.get('backend') ?? container.attributes.get('backend');
	return {
		...facts,
		kind: config ? 'model' : 'weights', framework: 'keras', library: 'keras',
		tensors, parameters: countParameters(tensors),
		summary: [...facts.summary ? [facts.summary] : [], counted(tensors.length, 'tensor')].join(', '),
		metadata: toMetadata({ ...facts.metadata, keras_version: version, backend }),
		environment: { ...(typeof version === 'string' ? { keras: version } : {}) },
		warnings: [...cut(h5, file), ...facts.warnings ?? []],
	};
}

function cut(h5: Hdf5, file: RangeReader): Warning[] {
	return h5.end > file.size ? [{ code: 'truncated', message: `Only ${grouped(file.size)} of ${grouped(h5.end)} bytes are there: the file was cut short.` }] : [];
}

function json(text: unknown): JsonRecord | undefined {
	if (typeof text !== 'string') { return undefined; }
	try {
		const value = parseJson(text);
		return isRecord(value) ? value : undefined;
	} catch {
		// Then there is no configuration to tell of; the weights are.
		return undefined;
	}
}
