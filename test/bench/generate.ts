import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { canonicalJson, sha256 } from '../../src/core/records/canonical';
import { nextId } from '../../src/core/records/ids';
import type { Json } from '../../src/core/model';

/** Mulberry32: the same registry for the same seed. */
function random(seed: number): () => number {
	return () => {
		seed = (seed + 0x6D2B79F5) | 0;
		let t = Math.imul(seed ^ (seed >>> 15), 1 | seed);
		t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
		return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
	};
}

/**
 * Writes a registry of `versions` versions into a folder, as record files: models of very different size (a few have most versions),
 * 30 parameters and 15 metrics each, spread over three years, with an alias that moves now and then.
 */
export function generateRegistry(folder: string, versions: number, modelCount = Math.max(3, Math.round(Math.sqrt(versions) / 4))): void {
	const root = join(folder, '.model-registry');
	const next = random(versions);
	const models = Array.from({ length: modelCount }, (_, i) => ({ name: `model-${i}`, number: 0, production: undefined as string | undefined }));
	mkdirSync(root, { recursive: true });
	writeFileSync(join(root, 'registry.json'), canonicalJson({ schema: 1, id: nextId(0, undefined) }));
	const start = Date.now() - 3 * 365 * 86_400_000;
	let last: string | undefined;
	const write = (at: number, draft: Json & object) => {
		last = nextId(at, last);
		const text = canonicalJson({ ...draft, schema: 1, id: last, at: new Date(at).toISOString(), by: { name: 'Ada', email: 'ada@example.com' } } as Json);
		const month = join(root, 'records', new Date(at).toISOString().slice(0, 7));
		mkdirSync(month, { recursive: true });
		writeFileSync(join(month, `${last}-${sha256(text).slice(0, 12)}.json`), text);
		return last;
	};
	for (let i = 0; i < versions; i++) {
		const at = start + Math.floor(i * (3 * 365 * 86_400_000 / versions));
		const model = models[Math.floor(next() ** 3 * models.length)] ?? models[0];
		if (!model) { continue; }
		model.number++;
		const version = nextId(at, last);
		const values = (prefix: string, n: number) => Object.fromEntries(Array.from({ length: n }, (_, k) => [`${prefix}_${k}`, Math.round(next() * 1e6) / 1e6]));
		write(at, {
			kind: 'version.registered', model: model.name, version, number: model.number,
			artifact: { digest: sha256(version), kind: 'file', format: 'safetensors', bytes: Math.floor(next() * 1e9), path: `runs/${model.name}/${model.number}/model.safetensors`, storage: 'copy' },
			facts: { kind: 'model', framework: 'pytorch', parameters: Math.floor(next() * 1e9) }, runs: [], tags: {}, evidence: {}, notes: next() < 0.2 ? 'A note on what was tried.' : '',
			params: values('param', 30), metrics: { accuracy: Math.round(next() * 1e4) / 1e4, ...values('metric', 14) },
			git: { commit: sha256(`c${i}`).slice(0, 40), branch: 'main', remote: null, dirty: false, path: 'model.safetensors', snapshot: null, leftOut: [] },
		});
		if (next() < 0.05) {
			model.production = write(at + 1, { kind: 'alias.set', model: model.name, alias: 'production', version, replaces: model.production ? [model.production] : [] });
		}
	}
}
