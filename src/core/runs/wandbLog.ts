import { Numeral, type Data } from '../parse/data';
import { levelLogRecords } from './parse/levelLog';
import { bytesOf, fieldOf, fieldsOf, stringOf, type Field } from '../parse/protobuf';
import { Series } from './parse/series';
import { shellWord } from './parse/shellWord';
import { parseTolerantJson } from '../parse/tolerantJson';
import { breathe } from '../files/breathe';
import { RegistryError } from '../errors';

export interface WandbArtifact { readonly name: string; readonly type: string; readonly files: readonly { readonly path: string; readonly md5: string; readonly bytes: number }[] }

/** What a `.wandb` file says of its run. */
export interface WandbLog {
	id?: string;
	entity?: string;
	project?: string;
	/** What the person grouped runs by. */
	runGroup?: string;
	sweep?: string;
	name?: string;
	startedAt?: Date;
	exitCode?: number;
	runtimeSeconds?: number;
	python?: string;
	command?: string;
	readonly config: Map<string, Data>;
	readonly summary: Map<string, Data>;
	readonly series: Map<string, Series>;
	readonly made: WandbArtifact[];
	readonly used: { readonly name: string; readonly type: string }[];
}

const fileHeader = 7;
/** From the ends of a file, for a list. */
const briefEnds = 256 * 1024;
const maxKeys = 5_000;

/**
 * A W&B run's log, as the offline mode leaves it and the online mode beside its files (wandb/sdk/internal/datastore.py,
 * wandb/proto/wandb_internal.proto). Undefined where the file is none. `brief`: from the ends of a long file, without points.
 */
export async function readWandbLog(path: string, head: Buffer, brief: boolean): Promise<WandbLog | undefined> {
	if (head.length < fileHeader || head.toString('latin1', 0, 4) !== ':W&B' || head.readUInt16LE(4) !== 0xbee1) { return undefined; }
	const log: WandbLog = { config: new Map(), summary: new Map(), series: new Map(), made: [], used: [] };
	for await (const record of levelLogRecords(path, { fileHeader, ...(brief ? { ends: briefEnds } : {}) })) {
		for (const field of fieldsOf(record)) {
			if (field.wire === 2) { take(log, field); }
		}
		await breathe();
	}
	return log;
}

/** One record, by the number of its kind in `Record.record_type`. Output and system statistics, most of a file, are passed over. */
function take(log: WandbLog, { number, bytes }: Field): void {
	switch (number) {
		case 2: return takeHistory(log, bytes);
		case 3: return update(log.summary, bytes);
		case 5: return update(log.config, bytes);
		case 8: return void log.made.push(artifactOf(bytes));
		case 17: return takeRun(log, bytes);
		case 18:
			log.exitCode = fieldOf(bytes, 1)?.value ?? 0;
			log.runtimeSeconds = fieldOf(bytes, 2)?.value ?? 0;
			return;
		case 25: return void log.used.push({ type: stringOf(bytes, 2) ?? '', name: stringOf(bytes, 3) ?? '' });
		case 26: return takeEnvironment(log, bytes);
		default:
	}
}

function takeRun(log: WandbLog, run: Buffer): void {
	log.id = stringOf(run, 1) ?? log.id;
	log.name = stringOf(run, 8) ?? log.name;
	log.entity = stringOf(run, 2) || log.entity;
	log.project = stringOf(run, 3) || log.project;
	log.runGroup = stringOf(run, 6) || log.runGroup;
	log.sweep = stringOf(run, 12) || log.sweep;
	const config = bytesOf(run, 4);
	if (config) { update(log.config, config); }
	const started = bytesOf(run, 17);
	const seconds = fieldOf(started, 1)?.value;
	if (seconds !== undefined) { log.startedAt = new Date(Math.round(seconds * 1000 + (fieldOf(started, 2)?.value ?? 0) / 1e6)); }
}

function takeEnvironment(log: WandbLog, environment: Buffer): void {
	log.python = stringOf(environment, 2) ?? log.python;
	const program = stringOf(environment, 6);
	const words = fieldsOf(environment).filter(field => field.number === 5).map(field => field.bytes.toString('utf8'));
	if (program !== undefined) { log.command = [program, ...words.map(shellWord)].join(' '); }
}

function artifactOf(artifact: Buffer): WandbArtifact {
	const files = fieldsOf(bytesOf(artifact, 12) ?? Buffer.alloc(0)).filter(field => field.number === 4).map(({ bytes }) => ({
		path: stringOf(bytes, 1) ?? '', bytes: fieldOf(bytes, 4)?.value ?? 0, md5: Buffer.from(stringOf(bytes, 2) ?? '', 'base64').toString('hex'),
	}));
	return { type: stringOf(artifact, 4) ?? '', name: stringOf(artifact, 5) ?? '', files };
}

/** `update` 1 and `remove` 2 of a configuration or summary record. */
function update(into: Map<string, Data>, record: Buffer): void {
	for (const { number, bytes } of fieldsOf(record)) {
		const [name, value] = item(bytes);
		if (number === 1 && value !== undefined && into.size < maxKeys) { into.set(name, value); }
		if (number === 2) { into.delete(name); }
	}
}

function takeHistory(log: WandbLog, record: Buffer): void {
	const row = new Map<string, number>();
	for (const { number, bytes } of fieldsOf(record)) {
		if (number === 1) { numbers(row, ...item(bytes)); }
	}
	const step = row.get('_step') ?? fieldOf(bytesOf(record, 2), 1)?.value ?? 0;
	const seconds = row.get('_timestamp');
	for (const [name, value] of row) {
		if (name.startsWith('_') || (!log.series.has(name) && log.series.size >= maxKeys)) { continue; }
		const series = log.series.get(name) ?? new Series();
		series.add(step, value, seconds === undefined ? NaN : Math.round(seconds * 1000));
		log.series.set(name, series);
	}
}

function numbers(row: Map<string, number>, name: string, value: Data | undefined): void {
	if (value instanceof Numeral) { row.set(name, value.value); }
	// Pictures and tables are mappings that name their kind.
	if (value instanceof Map && !value.has('_type')) { for (const [key, inner] of value as ReadonlyMap<string, Data>) { numbers(row, `${name}.${key}`, inner); } }
}

/** `key` 1 or `nested_key` 2, and `value_json` 16. */
function item(bytes: Buffer): readonly [string, Data | undefined] {
	const fields = fieldsOf(bytes);
	const nested = fields.filter(field => field.number === 2).map(field => field.bytes.toString('utf8'));
	const name = nested.length > 0 ? nested.join('.') : fields.find(field => field.number === 1)?.bytes.toString('utf8') ?? '';
	const json = fields.find(field => field.number === 16)?.bytes.toString('utf8');
	return [name, json === undefined ? undefined : dataOf(json)];
}

function dataOf(json: string): Data | undefined {
	if (/^-?\d+(?:\.\d+)?(?:e[-+]?\d+)?$/i.test(json)) { return new Numeral(Number(json), json); }
	try {
		return parseTolerantJson(json, '');
	} catch (error) {
		// The chunk's checksum was right: a value that the writer itself spoilt is no value.
		if (error instanceof RegistryError) { return undefined; }
		throw error;
	}
}
