import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { mkdtemp, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Json } from '../../../src/core/model';
import { canonicalJson, sha256 } from '../../../src/core/records/canonical';
import { nextId } from '../../../src/core/records/ids';
import { random } from '../../core/support/mutations';

const day = 86_400_000;

/** A folder whose registry has a lineage of about so many nodes: versions of models that were made from each other, from data and from bases, some by runs. */
export async function lineageFolder(nodes: number): Promise<{ readonly folder: string; remove(): Promise<void> }> {
	const folder = await realpath(await mkdtemp(join(tmpdir(), 'model-registry-lineage-')));
	writeLineage(folder, nodes);
	return { folder, remove: () => rm(folder, { recursive: true, force: true, maxRetries: 3 }) };
}

/** Writes the records of such a registry. The same for the same number, but for its times, which end now. */
export function writeLineage(folder: string, nodes: number): void {
	const root = join(folder, '.model-registry');
	mkdirSync(root, { recursive: true });
	if (!existsSync(join(root, 'registry.json'))) { writeFileSync(join(root, 'registry.json'), canonicalJson({ schema: 1, id: nextId(0, undefined) })); }
	const next = random(`lineage ${nodes}`);
	const names = nodes < 10 ? ['sentiment'] : nodes < 200 ? ['sentiment', 'churn', 'defects'] : Array.from({ length: 24 }, (_, i) => `model-${i}`);
	// A version brings a third of a run along, and now and then new data.
	const versions = nodes < 10 ? 3 : Math.round(nodes * (nodes < 200 ? 0.62 : 0.72));
	const start = Date.now() - (nodes < 200 ? 240 : 900) * day;
	let last: string | undefined;
	const write = (at: number, draft: Json & object): string => {
		last = nextId(at, last);
		const text = canonicalJson({ ...draft, schema: 1, id: last, at: new Date(at).toISOString(), by: { name: 'Rosa Kim', email: 'rosa@example.com' } } as Json);
		const month = join(root, 'records', new Date(at).toISOString().slice(0, 7));
		mkdirSync(month, { recursive: true });
		writeFileSync(join(month, `${last}-${sha256(text).slice(0, 12)}.json`), text);
		return last;
	};
	const made = new Map<string, { readonly digest: string; readonly path: string; readonly number: number }[]>();
	const held = new Map<string, string>();
	const deployed = new Map<string, string>();
	const source = (tool: string, path: string) => ({ tool, path });
	for (let i = 0; i < versions; i++) {
		// The last half hour: times are rounded down.
		const at = start + Math.floor((i + 1) * (Date.now() - start - day / 48) / versions);
		const model = names[Math.floor(next() ** 1.5 * names.length)] ?? '';
		const before = made.get(model) ?? [];
		made.set(model, before);
		const number = before.length + 1;
		const version = nextId(at, last);
		const path = `runs/${model}/${number}/model.safetensors`;
		const digest = sha256(version);
		const quarter = Math.floor(i / (nodes < 10 ? 9 : nodes < 200 ? 7 : 60));
		const parent = before.at(-1 - Math.floor(next() * 2));
		const other = next() < 0.12 ? made.get(names[Math.floor(next() * names.length)] ?? '')?.at(-1) : undefined;
		const inputs: Json[] = [
			{ relation: 'trained-on', name: `${model.slice(0, 8)}_2026q${quarter}.parquet`, uri: `data/${model}_2026q${quarter}.parquet`, source: source('dvc', 'dvc.lock'), certainty: 'certain' },
			...parent ? [{ relation: next() < 0.3 ? 'adapter-of' : 'fine-tuned-from', name: parent.path, digest: parent.digest, source: source('huggingface', 'adapter_config.json'), certainty: 'certain' }]
				: [{ relation: 'fine-tuned-from', name: 'distilroberta-base', uri: 'hf://distilbert/distilroberta-base@fb53ab8802853c8e4fbdbcd0529f21fc6f459b2b', source: source('huggingface', 'config.json'), certainty: 'likely' }],
			...other && other !== parent ? [{ relation: 'merged-from', name: other.path, digest: other.digest, source: source('mergekit', 'mergekit.yml'), certainty: 'certain' }] : [],
		];
		const metric = Math.round((0.82 + 0.1 * (i / versions) + next() * 0.03) * 1e4) / 1e4;
		write(at, {
			kind: 'version.registered', model, version, number, artifact: { digest, kind: 'file', format: 'safetensors', bytes: 328_000_000 + i, path, storage: 'reference' },
			facts: { kind: 'model', framework: 'pytorch', parameters: 82_119_938 }, runs: nodes >= 10 && next() < 0.3 ? [{ tool: 'mlflow', id: sha256(`run ${i}`).slice(0, 32), name: `bold-fox-${i}`, path: `mlruns/1/${i}` }] : [],
			inputs, tags: {}, evidence: {}, notes: '', params: { lr: 2e-5 }, metrics: { f1_macro: metric },
			git: { commit: sha256(`commit ${Math.floor(i / 1.2)}`).slice(0, 40), branch: 'main', remote: null, dirty: false, path: 'train.py', snapshot: null, leftOut: [] },
		});
		before.push({ digest, path, number });
		if (number % 4 === 0 || versions < 5) { held.set(model, write(at + 1, { kind: 'alias.set', model, alias: 'production', version, replaces: [held.get(model)].filter(id => id !== undefined) })); }
		if (nodes >= 10 && number % 6 === 2) {
			write(at + 3, { kind: 'evaluation.recorded', model, version, context: { dataset: { name: `${model.slice(0, 8)}_holdout.parquet`, path: `data/${model}_holdout.parquet` }, split: 'test', at: new Date(at + 3).toISOString() }, metrics: { f1_macro: Math.round((metric - 0.02) * 1e4) / 1e4 } });
		}
		if (nodes >= 10 && nodes < 200 && number % 7 === 5) {
			deployed.set(model, write(at + 4, { kind: 'deployment.recorded', model, version, place: `${model}-api, EU`, uri: `https://${model}.example.com/eu`, replaces: [deployed.get(model)].filter(id => id !== undefined), reason: 'release train' }));
		}
		if (number % 5 === 1 && i > versions / 2) { write(at + 2, { kind: 'alias.set', model, alias: `staging${nodes < 200 ? '' : number}`, version, replaces: [] }); }
	}
}
