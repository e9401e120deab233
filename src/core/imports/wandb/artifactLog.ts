import { bytesOf, fieldOf, fieldsOf, stringOf } from '../../parse/protobuf';
import { ProtoScan } from '../../parse/protoScan';
import { eachLevelLogRecord } from '../../runs/parse/levelLog';
import { readHead } from '../../runs/readBounded';

/** An artifact as a run logged it. */
export interface LoggedArtifact {
	readonly type: string;
	readonly name: string;
	/** W&B's digest of the manifest: versions of a name that have the same one are one version. */
	readonly digest: string;
	readonly description?: string;
	/** JSON. */
	readonly metadata?: string;
	readonly aliases: readonly string[];
	readonly tags: readonly string[];
	/** `md5` in hex. Empty where the manifest is kept elsewhere. */
	readonly files: readonly { readonly path: string; readonly md5: string; readonly bytes: number; readonly reference: boolean }[];
}

/** What a run's log says of the run and the artifacts that it logged. */
export interface ArtifactLog {
	readonly run: string;
	readonly project: string;
	readonly entity: string;
	readonly started: Date | undefined;
	readonly commit: string | undefined;
	readonly artifacts: readonly LoggedArtifact[];
}

const mostFiles = 100_000;

/** The artifacts in a `.wandb` file (wandb/proto/wandb_internal.proto: ArtifactRecord, ArtifactManifestEntry). Undefined where the file is none, or was cut before its run. */
export async function readArtifactLog(path: string): Promise<ArtifactLog | undefined> {
	const head = await readHead(path);
	if (head.length < 7 || head.toString('latin1', 0, 4) !== ':W&B' || head.readUInt16LE(4) !== 0xbee1) { return undefined; }
	const artifacts: LoggedArtifact[] = [];
	let run: Buffer | undefined;
	const record = new ProtoScan();
	await eachLevelLogRecord(path, { fileHeader: 7 }, (bytes, start, end) => {
		for (record.of(bytes, start, end); record.next();) {
			if (record.wire === 2 && record.number === 8) { artifacts.push(artifactOf(bytes.subarray(record.start, record.stop))); }
			if (record.wire === 2 && record.number === 17) { run = Buffer.from(bytes.subarray(record.start, record.stop)); }
		}
	});
	const id = stringOf(run, 1);
	if (id === undefined) { return undefined; }
	const started = bytesOf(run, 17);
	const seconds = fieldOf(started, 1)?.value;
	return {
		run: id, entity: stringOf(run, 2) ?? '', project: stringOf(run, 3) ?? '', commit: stringOf(bytesOf(run, 21), 2), artifacts,
		started: seconds === undefined ? undefined : new Date(Math.round(seconds * 1000 + (fieldOf(started, 2)?.value ?? 0) / 1e6)),
	};
}

function artifactOf(record: Buffer): LoggedArtifact {
	const fields = fieldsOf(record);
	const texts = (no: number) => fields.filter(field => field.number === no && field.wire === 2).map(field => field.bytes.toString('utf8'));
	const [description, metadata] = [stringOf(record, 7), stringOf(record, 8)];
	return {
		type: stringOf(record, 4) ?? '', name: stringOf(record, 5) ?? '', digest: stringOf(record, 6) ?? '', aliases: texts(11), tags: texts(19),
		...(description === undefined ? {} : { description }), ...(metadata === undefined ? {} : { metadata }),
		files: fieldsOf(bytesOf(record, 12) ?? Buffer.alloc(0)).filter(field => field.number === 4 && field.wire === 2).slice(0, mostFiles).map(({ bytes }) => ({
			path: stringOf(bytes, 1) ?? '', md5: Buffer.from(stringOf(bytes, 2) ?? '', 'base64').toString('hex'), bytes: fieldOf(bytes, 4)?.value ?? 0, reference: stringOf(bytes, 3) !== undefined,
		})),
	};
}
