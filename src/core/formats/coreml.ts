import { posix } from 'node:path';
import { RegistryError, type Reason } from '../errors';
import type { Warning } from '../model';
import { ProtoWalker } from './bytes/protoWalker';
import { MODEL_TYPES, readCoreModel, type CoreModel } from './coreml/model';
import type { Blob } from './coreml/program';
import { counted, damaged, grouped } from './damaged';
import type { Candidate, FormatFacts, ModelFormat } from './format';
import { isRecord, placeOf, readJson } from './json';
import { elements } from './parameters';
import { toMetadata } from './params';

const PREFIX = 'com.github.apple.coremltools.';
const FRAMEWORKS: Readonly<Record<string, string>> = { torch: 'pytorch', tensorflow: 'tensorflow', keras: 'tensorflow', 'scikit-learn': 'scikit-learn', xgboost: 'xgboost', libsvm: 'libsvm' };

/** CoreML: a model file (mlmodel/format/Model.proto), or a package of it and its weights. Told by its fields, for it has no magic number. */
export const coreml: ModelFormat = {
	name: 'coreml',
	title: 'Core ML',
	// A package is a folder: its name tells it.
	extensions: ['.mlmodel', '.mlpackage'],

	async matches(candidate) {
		if (candidate.isDirectory) { return candidate.entries.includes('Manifest.json') && ((await candidate.inside('Manifest.json'))?.head.includes('"rootModelIdentifier"') ?? false); }
		if (candidate.head[0] !== 0x08 || candidate.size < 8) { return false; }
		return candidate.open(undefined, async file => {
			let known = 0;
			let fits = true;
			try {
				await new ProtoWalker(file).walk(0, file.size, field => {
					known += MODEL_TYPES[field.number] && field.wire === 2 ? 1 : 0;
					fits &&= field.number === 1 || field.number === 10 ? field.wire === 0 : field.wire === 2 && (field.number === 2 || MODEL_TYPES[field.number] !== undefined);
					return fits ? undefined : false;
				});
			} catch (error) {
				if (!RegistryError.is(error, 'damaged-file')) { throw error; }
				// One that was cut ends inside the model: then its name decides.
				return fits && /\.mlmodel$/i.test(candidate.name);
			}
			return fits && known === 1;
		});
	},

	async read(candidate) {
		const path = candidate.isDirectory ? await rootModel(candidate) : undefined;
		const model = await candidate.open(path, async file => readCoreModel(new ProtoWalker(file), 0, file.size));
		return { ...factsOf(model), warnings: await blobWarnings(candidate, path, model.blobs) };
	},
};

/** Path of the model in a package, as its manifest says. */
async function rootModel(folder: Candidate): Promise<string> {
	const manifest = await readJson(folder, 'Manifest.json') ?? {};
	const entries = isRecord(manifest['itemInfoEntries']) ? manifest['itemInfoEntries'] : {};
	const root = entries[String(manifest['rootModelIdentifier'])];
	if (!isRecord(root) || typeof root['path'] !== 'string') { throw damaged({ workspacePath: placeOf(folder, 'Manifest.json') }, 'it names no model'); }
	return `Data/${root['path']}`;
}

function factsOf(model: CoreModel): FormatFacts {
	const { [`${PREFIX}source`]: origin = '', [`${PREFIX}version`]: tools, ...metadata } = model.metadata;
	const [, name = '', version = ''] = /^([\w-]+)==(.+)$/.exec(origin) ?? [];
	const stored = new Map(model.tensors.map((tensor, at) => [tensor.storage ?? at, elements(tensor)]));
	return {
		kind: 'model', framework: FRAMEWORKS[name] ?? 'coreml', library: 'coreml',
		tensors: model.tensors,
		...(model.tensors.length > 0 ? { parameters: [...stored.values()].reduce((sum, count) => sum + count, 0) } : {}),
		summary: [model.type, model.size, model.tensors.length > 0 ? counted(model.tensors.length, 'tensor') : undefined].filter(Boolean).join(', '),
		metadata: toMetadata({
			type: model.type, specification: String(model.specification), ...(model.updatable ? { updatable: 'true' } : {}), source: origin, ...(model.labels.length > 0 ? { labels: model.labels } : {}),
			...(model.packings.size > 0 ? { compression: [...model.packings].map(([packing, count]) => `${packing} × ${count}`).join(', ') } : {}),
			...Object.fromEntries(Object.entries(metadata).map(([key, value]) => [key.startsWith(PREFIX) ? key.slice(PREFIX.length) : key, value])),
		}),
		signature: model.signature,
		environment: { ...(tools ? { coremltools: tools } : {}), ...(name ? { [name]: version } : {}) },
	};
}

/** Whether the files that hold the weights are there, and long enough for the last of them. */
async function blobWarnings(candidate: Candidate, path: string | undefined, blobs: readonly Blob[]): Promise<Warning[]> {
	const last = new Map<string, number>();
	for (const { file, offset } of blobs) { last.set(file, Math.max(last.get(file) ?? 0, offset)); }
	const warnings: Warning[] = [];
	for (const [file, offset] of [...last].slice(0, 20)) {
		const relative = posix.join(posix.dirname(path ?? ''), file.replace(/^@model_path\//, ''));
		try {
			await candidate.open(relative, async data => {
				// A header of 64 bytes for each blob (coremltools, MILBlob/Blob/StorageFormat.hpp): magic, type, length, place.
				const header = await data.read(offset, 24);
				const end = Number(header.readBigUInt64LE(16)) + Number(header.readBigUInt64LE(8));
				if (header.readUInt32LE(0) !== 0xdeadbeef) { warnings.push({ code: 'inconsistent-header', message: `In '${file}', the weights don't begin where the model says.` }); }
				if (header.readUInt32LE(0) === 0xdeadbeef && end > data.size) { warnings.push({ code: 'truncated', message: `Only ${grouped(data.size)} of ${grouped(end)} bytes are there in '${file}', which holds the weights.` }); }
			});
		} catch (error) {
			if (!RegistryError.is(error)) { throw error; }
			warnings.push(blobWarning(error.reason, file.slice(0, 200)));
		}
	}
	return warnings;
}

function blobWarning(reason: Reason, file: string): Warning {
	switch (reason) {
		case 'damaged-file': return { code: 'truncated', message: `'${file}' ends before the last of the weights.` };
		case 'not-found': return { code: 'missing-data', message: `Weights of this model are in '${file}', and that file is not there.` };
		default: return { code: 'outside-path', message: `This model names '${file}' for its weights, which is not a file of its folder: it was not read.` };
	}
}
