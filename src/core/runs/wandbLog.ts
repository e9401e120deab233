import type { Data } from '../parse/data';
import { eachLevelLogRecord } from './parse/levelLog';
import { bytesOf, fieldOf, fieldsOf, stringOf } from '../parse/protobuf';
import { ProtoScan } from '../parse/protoScan';
import type { Series } from './parse/series';
import { shellWord } from './parse/shellWord';
import { WandbHistories } from './wandbHistories';
import { WandbItems } from './wandbItems';

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
	config: ReadonlyMap<string, Data>;
	summary: ReadonlyMap<string, Data>;
	readonly series: Map<string, Series>;
	readonly made: WandbArtifact[];
	readonly used: { readonly name: string; readonly type: string }[];
}

const fileHeader = 7;
/** From the ends of a file, for a list. */
const briefEnds = 256 * 1024;

/**
 * A W&B run's log, as the offline mode leaves it and the online mode beside its files (wandb/sdk/internal/datastore.py,
 * wandb/proto/wandb_internal.proto). Undefined where the file is none. `brief`: from the ends of a long file, without points.
 */
export async function readWandbLog(path: string, head: Buffer, brief: boolean): Promise<WandbLog | undefined> {
	if (head.length < fileHeader || head.toString('latin1', 0, 4) !== ':W&B' || head.readUInt16LE(4) !== 0xbee1) { return undefined; }
	const log: WandbLog = { config: new Map(), summary: new Map(), series: new Map(), made: [], used: [] };
	const record = new ProtoScan(), histories = new WandbHistories(log.series), config = new WandbItems(), summary = new WandbItems();
	await eachLevelLogRecord(path, { fileHeader, ...(brief ? { ends: briefEnds } : {}) }, (bytes, start, end) => {
		for (record.of(bytes, start, end); record.next();) {
			if (record.wire !== 2) { continue; }
			// By the number of its kind in `Record.record_type`. Output and system statistics, most of a file, are passed over.
			switch (record.number) {
				case 2: histories.take(bytes, record.start, record.stop); break;
				case 3: summary.take(bytes, record.start, record.stop); break;
				case 5: config.take(bytes, record.start, record.stop); break;
				case 8: case 17: case 18: case 25: case 26: take(log, config, record.number, bytes.subarray(record.start, record.stop)); break;
				default:
			}
		}
	});
	return { ...log, config: config.values(), summary: summary.values() };
}

/** One of the records that are few. */
function take(log: WandbLog, config: WandbItems, number: number, bytes: Buffer): void {
	switch (number) {
		case 8: return void log.made.push(artifactOf(bytes));
		case 17: return takeRun(log, config, bytes);
		case 18:
			log.exitCode = fieldOf(bytes, 1)?.value ?? 0;
			log.runtimeSeconds = fieldOf(bytes, 2)?.value ?? 0;
			return;
		case 25: return void log.used.push({ type: stringOf(bytes, 2) ?? '', name: stringOf(bytes, 3) ?? '' });
		case 26: return takeEnvironment(log, bytes);
		default:
	}
}

function takeRun(log: WandbLog, items: WandbItems, run: Buffer): void {
	log.id = stringOf(run, 1) ?? log.id;
	log.name = stringOf(run, 8) ?? log.name;
	log.entity = stringOf(run, 2) || log.entity;
	log.project = stringOf(run, 3) || log.project;
	log.runGroup = stringOf(run, 6) || log.runGroup;
	log.sweep = stringOf(run, 12) || log.sweep;
	const config = bytesOf(run, 4);
	if (config) { items.take(config, 0, config.length); }
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
