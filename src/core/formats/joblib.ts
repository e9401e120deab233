import { constants, gunzipSync, inflateSync } from 'node:zlib';
import type { Candidate, ModelFormat } from './format';
import { pickleFacts } from './pickle/pickleFacts';
import { packingOf, readPickle } from './pickle/readPickle';

/** joblib's files: pickles with the arrays' raw bytes among the instructions, often compressed (joblib/numpy_pickle.py). */
export const joblib: ModelFormat = {
	name: 'joblib',
	title: 'joblib',
	extensions: ['.joblib'],

	matches(candidate) {
		if (candidate.isDirectory) { return false; }
		switch (packingOf(candidate.head)) {
			case 'none': return candidate.head[0] === 0x80 && (candidate.head[1] ?? 9) <= 5 && (candidate.head.includes('joblib.numpy_pickle') || candidate.name.toLowerCase().endsWith('.joblib'));
			case 'zlib': case 'gzip': return holdsPickle(candidate);
			case 'other': return /\.(joblib|pkl|pickle)(\.\w+)?$/i.test(candidate.name);
		}
	},

	async read(candidate) {
		const packing = packingOf(candidate.head);
		if (packing === 'other') {
			return { kind: 'object', warnings: [{ code: 'compressed', message: 'This file is compressed in a way that is not unpacked here: nothing was read from it.' }] };
		}
		return pickleFacts(candidate, await candidate.open(undefined, file => readPickle(file, packing)), 'joblib');
	},
};

/** Whether the first unpacked bytes are those of a pickle. */
function holdsPickle(candidate: Candidate): boolean {
	try {
		const unpack = packingOf(candidate.head) === 'gzip' ? gunzipSync : inflateSync;
		const begun = unpack(candidate.head, { finishFlush: constants.Z_SYNC_FLUSH, maxOutputLength: 64 * 1024 * 1024 });
		return begun[0] === 0x80 && (begun[1] ?? 9) <= 5;
	} catch {
		// Not compressed after all: then it is no joblib file.
		return false;
	}
}
