import { execFileSync } from 'node:child_process';
import { appendFileSync, closeSync, cpSync, ftruncateSync, mkdirSync, mkdtempSync, openSync, readFileSync, rmSync, statSync, writeFileSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import { openRegistry } from '../../src/core/registry';
import { eachLevelLogRecord } from '../../src/core/runs/parse/levelLog';
import { besideTool } from './beside';
import { milliseconds, ms, type Line } from './measure';

const mebibyte = 2 ** 20;
const events = 'test/fixtures/runs/tensorboard/2.21.0/torch/events.out.tfevents.1795423104.workstation.29954.0';
const wandbRun = 'test/fixtures/runs/wandb/0.31.0/wandb/offline-run-20261123_091039-oqkk51xu';
const wandbLog = 'run-oqkk51xu.wandb';

/** What only a header or a log is read of: files of the size that trainings leave, made of real tools' records. */
export async function benchLarge(): Promise<readonly Line[]> {
	const folder = mkdtempSync(join(tmpdir(), 'bench-large-'));
	try {
		// In a workspace of their own, where no run's records are looked for.
		const alone = join(folder, 'alone');
		mkdirSync(alone);
		sparseSafetensors(join(alone, 'ten.safetensors'));
		sparseGguf(join(alone, 'ten.gguf'));
		mkdirSync(join(folder, 'board'));
		repeated(events, join(folder, 'board/events.out.tfevents.1795423104.workstation'), 500 * mebibyte);
		writeFileSync(join(folder, 'board/model.bin'), 'weights');
		cpSync(wandbRun, join(folder, 'wandb/offline-run-20261123_091039-oqkk51xu'), { recursive: true });
		const log = join(folder, 'wandb/offline-run-20261123_091039-oqkk51xu', wandbLog);
		await longLog(join(wandbRun, wandbLog), log, 200 * mebibyte);
		writeFileSync(join(folder, 'wandb/offline-run-20261123_091039-oqkk51xu/files/model.bin'), 'weights');
		return [
			await inspected(alone, 'ten.safetensors', 'header of a 10 GB safetensors file', '< 50 ms, < 50 MiB', { tool: 'safetensors', file: join(alone, 'ten.safetensors') }),
			await inspected(alone, 'ten.gguf', 'header of a 10 GB GGUF file', '< 50 ms, < 50 MiB', { tool: 'gguf', file: join(alone, 'ten.gguf') }),
			await inspected(folder, 'board/model.bin', 'all histories in a 500 MB event file (cat beside)', '', { tool: 'tensorboard', file: join(folder, 'board/events.out.tfevents.1795423104.workstation'), whole: true }),
			await inspected(folder, 'wandb/offline-run-20261123_091039-oqkk51xu/files/model.bin', 'all histories in a 200 MB .wandb file (cat beside)', '', { tool: 'wandb', file: log, whole: true }),
			await listed(folder),
		];
	} finally {
		rmSync(folder, { recursive: true, force: true });
	}
}

async function inspected(folder: string, path: string, what: string, target: string, beside: { readonly tool: Parameters<typeof besideTool>[0]; readonly file: string; readonly whole?: boolean }): Promise<Line> {
	const warm = openRegistry({ folder, git: false });
	// The first reading of all loads what a reader needs.
	if (!beside.whole) { await warm.inspect(path, { digest: false }); }
	const before = process.memoryUsage().rss;
	let peak = before, blocked = 0, last = performance.now();
	const watch = setInterval(() => {
		peak = Math.max(peak, process.memoryUsage().rss);
		blocked = Math.max(blocked, performance.now() - last - 2);
		last = performance.now();
	}, 2);
	let points = 0;
	const took = await milliseconds(async () => {
		const { facts } = await warm.inspect(path, { digest: false });
		points = Object.values(facts.histories).reduce((sum, { steps }) => sum + steps.length, 0);
	});
	clearInterval(watch);
	await warm.close();
	if (beside.whole && points === 0) { throw new Error(`${path}: no history was found`); }
	const memory = `${Math.max(0, Math.round((peak - before) / mebibyte))} MiB`;
	const own = besideTool(beside.tool, beside.file, took);
	if (!beside.whole) { return { what, figure: `${ms(took)}, ${memory}`, ratio: own, target }; }
	const plain = await milliseconds(() => execFileSync('cat', [beside.file], { stdio: ['ignore', 'ignore', 'inherit'] }));
	return { what, figure: `${ms(took)}, ${memory}, waits ≤ ${ms(blocked)} (${ms(plain)})`, ratio: [`${(took / plain).toFixed(1)} ×`, own].filter(Boolean).join('; '), target };
}

/** A list reads the ends of long logs. */
async function listed(folder: string): Promise<Line> {
	const registry = openRegistry({ folder, git: false });
	const took = await milliseconds(() => registry.runs());
	await registry.close();
	return { what: '  both in the list of runs found', figure: ms(took), ratio: '', target: '< 2 s' };
}

function sparse(path: string, head: Buffer, bytes: number): void {
	const file = openSync(path, 'w');
	writeSync(file, head);
	ftruncateSync(file, bytes);
	closeSync(file);
}

/** 291 tensors, as a model of 7 billion weights has, in ten billion bytes. */
function sparseSafetensors(path: string): void {
	const each = Math.floor(10e9 / 291 / 2) * 2;
	const header = Buffer.from(JSON.stringify(Object.fromEntries(Array.from({ length: 291 }, (_, i) => [`model.layers.${Math.floor(i / 9)}.part_${i % 9}.weight`, { dtype: 'F16', shape: [each / 2], data_offsets: [i * each, (i + 1) * each] }]))));
	const length = Buffer.alloc(8);
	length.writeBigUInt64LE(BigInt(header.length));
	sparse(path, Buffer.concat([length, header]), 8 + header.length + 291 * each);
}

function sparseGguf(path: string): void {
	const u32 = (value: number) => { const bytes = Buffer.alloc(4); bytes.writeUInt32LE(value); return bytes; };
	const u64 = (value: number) => { const bytes = Buffer.alloc(8); bytes.writeBigUInt64LE(BigInt(value)); return bytes; };
	const text = (value: string) => Buffer.concat([u64(Buffer.byteLength(value)), Buffer.from(value)]);
	const each = Math.floor(10e9 / 291 / 64) * 64;
	const tensors = Array.from({ length: 291 }, (_, i) => Buffer.concat([text(`blk.${Math.floor(i / 9)}.part_${i % 9}.weight`), u32(1), u64(each / 2), u32(1), u64(i * each)]));
	// The vocabulary is what makes a real header long.
	const words = Array.from({ length: 32_000 }, (_, i) => text(`▁word${i}`));
	const head = Buffer.concat([
		Buffer.from('GGUF'), u32(3), u64(tensors.length), u64(2),
		text('general.architecture'), u32(8), text('llama'),
		text('tokenizer.ggml.tokens'), u32(9), u32(8), u64(words.length), ...words,
		...tensors,
	]);
	sparse(path, head, Math.ceil(head.length / 32) * 32 + 291 * each);
}

function repeated(from: string, to: string, bytes: number): void {
	const once = readFileSync(from);
	const many = Buffer.concat(Array.from({ length: Math.ceil(8 * mebibyte / once.length) }, () => once));
	writeFileSync(to, '');
	while (statSync(to).size < bytes) { appendFileSync(to, many); }
}

/** The records of a log, again and again, in its own format (leveldb, doc/log_format.md). */
async function longLog(from: string, to: string, bytes: number): Promise<void> {
	const header = readFileSync(from).subarray(0, 7);
	const records: Buffer[] = [];
	await eachLevelLogRecord(from, { fileHeader: header.length }, (bytes, start, end) => { records.push(Buffer.from(bytes.subarray(start, end))); });
	let block: Buffer[] = [header], used = header.length, written = 0;
	const flush = (pad: number) => { appendFileSync(to, Buffer.concat([...block, Buffer.alloc(pad)])); [block, used] = [[], 0]; };
	writeFileSync(to, '');
	for (let at = 0; written < bytes; at++) {
		let rest = records[at % records.length] ?? Buffer.alloc(0);
		for (let isFirst = true; ;) {
			const room = 32_768 - used - 7;
			if (room < 0) { flush(room + 7); continue; }
			const part = rest.subarray(0, room);
			rest = rest.subarray(part.length);
			const typed = Buffer.concat([Buffer.from([isFirst ? rest.length ? 2 : 1 : rest.length ? 3 : 4]), part]);
			const head = Buffer.alloc(6);
			head.writeUInt32LE(crc32(typed), 0);
			head.writeUInt16LE(part.length, 4);
			block.push(head, typed);
			used += 7 + part.length;
			written += 7 + part.length;
			if (used === 32_768) { flush(0); }
			isFirst = false;
			if (!rest.length) { break; }
		}
	}
	flush(0);
}
