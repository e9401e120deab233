import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Json } from '../../../src/core/model';
import { sha256 } from '../../../src/core/records/canonical';
import { parseRecord } from '../../../src/core/records/read';
import { recordText } from '../../../src/core/records/recordText';
import type { Registry } from '../../../src/core/registry';
import { contestedFolder, type Contested } from './contestedFolder';

/** Markup, a command link, a picture, an icon, a terminal's colours, marks that turn the direction, and length: all that one field can take. */
export const hostile = `<img src=x onerror="window.pwned=1"><script>window.pwned=1</script>[run](command:workbench.action.files.newUntitledFile) ![p](https://example.com/x.png) $(beaker-stop) \u001B[31m\u202Egnp.exe\u2066 ${'long'.repeat(60)}`;
/** The same where control characters are refused when it is said. */
const line = hostile.replace(/\p{Cc}/gu, '');
const short = line.slice(0, 90);

/** A repository with a contested registry in which every field that people, tools and git can fill is hostile. */
export async function hostileFolder(): Promise<Contested> {
	const sample = await contestedFolder({ here: side('v3'), there: side('v4') });
	sample.merge();
	const git = (...args: string[]) => execFileSync('git', ['-c', `user.name=${line}`, '-c', 'user.email=x@example.com', '-c', 'commit.gpgsign=false', ...args], { cwd: sample.folder, stdio: ['ignore', 'pipe', 'pipe'] });
	spoil(path.join(sample.folder, '.model-registry/records'));
	// What training tools leave.
	const run = path.join(sample.folder, 'runs', '<img src=x onerror=window.pwned=1>');
	mkdirSync(run, { recursive: true });
	writeFileSync(path.join(run, 'params.json'), JSON.stringify({ [line]: hostile, seed: 1 }));
	writeFileSync(path.join(run, 'metrics.json'), JSON.stringify({ [line]: 0.5 }));
	git('add', '.');
	git('commit', '-qm', line);
	return sample;
}

function side(version: string) {
	return async (registry: Registry): Promise<void> => {
		const ref = `defects@${version}`;
		const file = path.join(registry.folder, 'models', `<img src=x onerror=window.pwned=1>[run](command:x)$(beaker-stop) ${version}.bin`);
		writeFileSync(file, version);
		await registry.register(path.relative(registry.folder, file), { model: 'defects', metrics: { [short]: 0.5, mAP50: 0.7 }, params: { [short]: line }, tags: { owner: line }, notes: hostile });
		await registry.setAlias(ref, 'production', line);
		await registry.addNote({ ref }, hostile);
		await registry.setTags({ model: 'defects' }, { team: line });
		await registry.writeCard('defects', `# ${line}\n\n${hostile}\n\n| a |\n|---|\n| ${line} |\n\n${'```'}\n${hostile}\n`);
		await registry.evaluate(ref, { dataset: 'holdout', slice: line.slice(0, 299), split: line.slice(0, 99), hardware: line.slice(0, 299), metrics: { [short]: 0.4 } });
		await registry.deploy(ref, { to: 'edge', reason: line });
		await registry.archive('defects@v1', line);
	};
}

/** What a colleague's editor could do to records: every text that the schema lets be any text is hostile, control characters and all. */
function spoil(records: string): void {
	for (const found of readdirSync(records, { recursive: true, encoding: 'utf8' }).filter(name => name.endsWith('.json'))) {
		const text = readFileSync(path.join(records, found), 'utf8');
		let record = JSON.parse(text) as Json;
		for (const at of places(record)) {
			// As much of it as the field takes.
			for (const length of [hostile.length, 190, 60]) {
				const changed = withHostile(record, at, hostile.slice(0, length));
				if (parseRecord(nameOf(changed), Buffer.from(recordText(changed))).is === 'record') { record = changed; break; }
			}
		}
		const next = nameOf(record);
		rmSync(path.join(records, found));
		writeFileSync(path.join(records, path.dirname(found), next), recordText(record));
	}
}

type Place = readonly (string | number)[];

/** Where texts stand that name nothing: references, kinds, times and digests are left as they are. */
function places(value: Json, at: Place = []): readonly Place[] {
	if (typeof value === 'string') { return [at]; }
	if (typeof value !== 'object' || value === null) { return []; }
	return Object.entries(value as Readonly<Record<string, Json>>).filter(([key]) => !['id', 'kind', 'at', 'model', 'version', 'alias', 'digest', 'replaces', 'storage', 'schema', 'path', 'is', 'of', 'artifact'].includes(key)).flatMap(([key, inner]) => places(inner, [...at, key]));
}

function withHostile(record: Json, at: Place, text: string): Json {
	const copy = structuredClone(record) as Record<string | number, unknown>;
	let holder = copy;
	for (const key of at.slice(0, -1)) { holder = holder[key] as Record<string | number, unknown>; }
	holder[at.at(-1) ?? ''] = text;
	return copy as Json;
}

function nameOf(record: Json): string {
	return `${(record as { readonly id: string }).id}-${sha256(Buffer.from(recordText(record))).slice(0, 12)}.json`;
}
