import * as fc from 'fast-check';
import { canonicalJson, sha256 } from '../../../src/core/records/canonical';
import type { Json } from '../../../src/core/model';
import type { RegistryRecord } from '../../../src/core/records/kinds';

const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** A ULID whose time is `n`: the order of ids is the order of numbers. */
export function idOf(n: number, suffix = 0): string {
	let time = '';
	for (let rest = 1_700_000_000_000 + n, i = 0; i < 10; i++) { time = (alphabet[rest % 32] ?? '0') + time; rest = Math.floor(rest / 32); }
	return time + 'ABCDEFGHJKMN' + (alphabet[Math.floor(suffix / 32) % 32] ?? '0') + (alphabet[suffix % 32] ?? '0') + '00';
}

export const digestOf = (text: string) => sha256(text);

export function header(n: number, model: string) {
	return { schema: 1 as const, id: idOf(n), at: new Date(1_700_000_000_000 + n).toISOString(), by: { name: 'Ada', email: 'ada@example.com' }, model };
}

export function registered(n: number, model: string, number: number, version = idOf(n, 1)): RegistryRecord {
	return {
		...header(n, model), kind: 'version.registered', version, number,
		artifact: { digest: digestOf(version), kind: 'file', format: 'safetensors', bytes: 10, path: `models/${model}.safetensors`, storage: 'copy' },
		facts: { kind: 'model' }, git: null,
		runs: [{ tool: 'mlflow', id: `run-${number}`, path: 'mlruns' }],
		inputs: [{ relation: 'trained-on', name: `data-${number}`, source: { tool: 'dvc' }, certainty: 'likely' }], tags: {}, evidence: {}, params: { lr: 0.1 }, metrics: { auc: 0.5 },
	};
}

export function fileOf(record: RegistryRecord): { readonly month: string; readonly file: string; readonly text: string } {
	const text = canonicalJson(record as unknown as Json);
	return { month: record.at.slice(0, 7), file: `${record.id}-${sha256(text).slice(0, 12)}.json`, text };
}

/**
 * Sets of records as branches leave them: each record may know any of the earlier ones, so values replace some, all or none of what
 * stands, and numbers collide.
 */
export const recordSets: fc.Arbitrary<readonly RegistryRecord[]> = fc.array(fc.record({
	what: fc.constantFrom('register', 'register', 'number', 'alias', 'alias', 'unalias', 'tag', 'archive', 'restore', 'note', 'rename', 'purge', 'link', 'unlink', 'evaluate'),
	model: fc.constantFrom('churn', 'Churn', 'defects'),
	pick: fc.nat(1000), number: fc.integer({ min: 1, max: 6 }), knows: fc.array(fc.nat(1000), { maxLength: 3 }),
}), { minLength: 1, maxLength: 30 }).map(steps => {
	const records: RegistryRecord[] = [];
	const versions: string[] = [];
	const targetOf = (step: { readonly number: number; readonly pick: number }) => (step.number > 3 ? { name: `base-${step.number}`, uri: `hf://org/base-${step.number}` } : { version: versions[step.number % versions.length] ?? '', name: 'a version' });
	steps.forEach((step, n) => {
		const head = header(n, step.model);
		const version = versions.length ? versions[step.pick % versions.length] : undefined;
		const replaces = records.length ? [...new Set(step.knows.map(k => records[k % records.length]?.id ?? ''))] : [];
		const make = (): RegistryRecord | undefined => {
			if (step.what === 'register') { versions.push(idOf(n, 1)); return registered(n, step.model, step.number); }
			if (step.what === 'rename') { return { ...head, kind: 'model.renamed', name: `name-${step.number}`, replaces }; }
			if (version === undefined) { return undefined; }
			switch (step.what) {
				case 'evaluate': return { ...head, kind: 'evaluation.recorded', version, context: { split: 'test', dataset: { name: 'holdout.csv' }, at: head.at }, metrics: { auc: step.number, loss: 'NaN' } };
				case 'number': return { ...head, kind: 'version.numbered', version, number: step.number };
				case 'alias': return { ...head, kind: 'alias.set', alias: 'production', version, replaces };
				case 'unalias': return { ...head, kind: 'alias.set', alias: 'production', version: null, replaces };
				case 'tag': return { ...head, kind: 'tag.set', version, tag: 'team', value: `t${step.number}`, replaces };
				case 'archive': return { ...head, kind: 'version.archived', version, replaces };
				case 'restore': return { ...head, kind: 'version.restored', version, replaces };
				case 'link': return { ...head, kind: 'link.added', version, relation: 'fine-tuned-from', from: targetOf(step), replaces };
				case 'unlink': return { ...head, kind: 'link.removed', version, relation: 'fine-tuned-from', from: targetOf(step), replaces };
				case 'purge': return { ...head, kind: 'artifact.purged', version, replaces };
				default: return { ...head, kind: 'note.added', version, text: `note ${step.number}` };
			}
		};
		const record = make();
		if (record) { records.push(record); }
	});
	return records;
});

/** A set, and the same set in any order with any repetitions. */
export const shuffled = recordSets.chain(records => fc.tuple(
	fc.constant(records),
	fc.shuffledSubarray([...records], { minLength: records.length, maxLength: records.length }),
	fc.array(fc.nat(Math.max(0, records.length - 1)), { maxLength: 8 }),
)).map(([records, order, again]) => ({ records, order: again.reduce<RegistryRecord[]>((list, i) => (order[i] ? [...list, order[i]] : list), [...order]) }));
