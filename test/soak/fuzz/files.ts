import { mkdirSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CANARY, survives } from '../../core/support/survives';
import type { FuzzTarget, Input } from './target';

/** Longer files are never changed: what is in them is weights. */
const longestSeed = 262_144;

/** What reads a folder of files: its name, what fills the folder, which of the files are changed, and what is read after one was. */
export interface FolderTarget {
	readonly name: string;
	fill(workspace: string): void;
	isChanged(path: string): boolean;
	/** All readings that a change of the file can matter to. Called once for each file, before it was changed. */
	readings(workspace: string, path: string): Promise<readonly (() => Promise<unknown>)[]>;
	/** Sets right what would keep damage from being seen: checksums. */
	mended?(place: string, bytes: Buffer): Buffer;
}

/** Changes one file at a time in a folder of fixtures, and holds every reading to its promises. Beside the folder lie files that no reading may reach. */
export function folderTarget({ name, fill, isChanged, readings, mended }: FolderTarget): FuzzTarget {
	return async () => {
		const above = realpathSync(mkdtempSync(join(tmpdir(), 'model-registry-fuzz-')));
		const workspace = join(above, 'workspace');
		mkdirSync(workspace);
		fill(workspace);
		mkdirSync(join(above, 'outside'));
		writeFileSync(join(above, 'outside', 'canary.json'), JSON.stringify({ [CANARY]: CANARY, model_type: CANARY, weight_map: { [CANARY]: CANARY } }));
		const header = Buffer.from(JSON.stringify({ __metadata__: { format: CANARY }, [CANARY]: { dtype: 'F32', shape: [1], data_offsets: [0, 4] } }));
		writeFileSync(join(above, 'outside', 'canary.safetensors'), Buffer.concat([Buffer.from([header.length, 0, 0, 0, 0, 0, 0, 0]), header, Buffer.alloc(4)]));
		const places = readdirSync(workspace, { recursive: true, encoding: 'utf8' }).filter(path => isChanged(path) && isSmall(join(workspace, path)));
		const whole = new Map(places.map(place => [place, readFileSync(join(workspace, place))]));
		const reads = new Map<string, readonly (() => Promise<unknown>)[]>();
		for (const place of places) { reads.set(place, await readings(workspace, place)); }
		let changed: string | undefined;
		const restore = () => { if (changed !== undefined) { writeFileSync(join(workspace, changed), whole.get(changed) ?? ''); } };
		return {
			seeds: [...whole].map(([place, bytes]): Input => ({ place, bytes })),
			async run({ place, bytes }) {
				if (!whole.has(place)) { return; }
				if (changed !== place) { restore(); changed = place; }
				writeFileSync(join(workspace, place), mended?.(place, bytes) ?? bytes);
				for (const read of reads.get(place) ?? []) { await survives(`${name} with another ${place}`, workspace, read); }
			},
			close() { rmSync(above, { recursive: true, force: true }); },
		};
	};
}

function isSmall(path: string): boolean {
	const found = statSync(path);
	return found.isFile() && found.size > 0 && found.size <= longestSeed;
}
