import assert from 'node:assert/strict';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, realpathSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { openCandidate } from '../../../src/core/formats/candidate';
import { findFormat, readFormat } from '../../../src/core/formats/index';
import { mutate, pick, random } from '../support/mutations';
import { CANARY, survives, worst } from '../support/survives';
import { FIXTURES } from './fixture';

/** Damaged files of each format; `FUZZ_CASES=10000` for a long run, `FUZZ_SEED` for another one, `FUZZ_ONLY=12` for one case again. */
const CASES = Number(process.env['FUZZ_CASES'] ?? 120);
const SEED = process.env['FUZZ_SEED'] ?? '1';
const ONLY = process.env['FUZZ_ONLY'];

/** A copy of the fixtures of one format in a workspace, with files beside the workspace that no reading may reach. */
function copied(format: string): string {
	const above = realpathSync(mkdtempSync(join(tmpdir(), 'fuzz-formats-')));
	const workspace = join(above, 'workspace');
	cpSync(join(FIXTURES, format), workspace, { recursive: true });
	mkdirSync(join(above, 'outside'));
	writeFileSync(join(above, 'outside', 'canary.json'), JSON.stringify({ [CANARY]: CANARY, model_type: CANARY, weight_map: { [CANARY]: CANARY } }));
	const header = Buffer.from(JSON.stringify({ __metadata__: { format: CANARY }, [CANARY]: { dtype: 'F32', shape: [1], data_offsets: [0, 4] } }));
	writeFileSync(join(above, 'outside', 'canary.safetensors'), Buffer.concat([Buffer.from([header.length, 0, 0, 0, 0, 0, 0, 0]), header, Buffer.alloc(4)]));
	return workspace;
}

/** The file itself and every folder around it that is a model: damage in a part is damage to the whole. */
async function modelsAround(file: string, workspace: string): Promise<readonly string[]> {
	const found = [file];
	for (let folder = dirname(file); folder.length > workspace.length; folder = dirname(folder)) {
		if ((await findFormat(await openCandidate(folder, workspace))).name !== 'unknown') { found.push(folder); }
	}
	return found;
}

describe('damaged and hostile model files', () => {
	const folders: string[] = [];
	after(() => {
		for (const folder of folders) { rmSync(dirname(folder), { recursive: true, force: true }); }
		if (process.env['FUZZ_CASES']) { console.log(`at worst ${Math.round(worst.ms)} ms, ${(worst.memory / 1048576).toFixed(1)} MiB, ${(worst.read / 1048576).toFixed(1)} MiB read`); }
	});

	for (const format of readdirSync(FIXTURES)) {
		it(`${format}: ${CASES} at random`, async function () {
			this.timeout(0);
			const workspace = copied(format);
			folders.push(workspace);
			const files = readdirSync(workspace, { recursive: true, encoding: 'utf8' }).filter(path => !/(?:^|[\\/])(?:expected\.json|make\w*\.(?:py|sh))$/.test(path)).map(path => join(workspace, path)).filter(path => statSync(path).isFile() && statSync(path).size > 0);
			assert.ok(files.length > 0);
			for (let one = 0; one < CASES; one++) {
				if (ONLY !== undefined && Number(ONLY) !== one) { continue; }
				const next = random(`${SEED}/${format}/${one}`);
				const file = pick(next, files);
				const whole = readFileSync(file);
				const { what, bytes } = mutate(whole, readFileSync(pick(next, files)), next);
				const models = await modelsAround(file, workspace);
				writeFileSync(file, bytes);
				try {
					for (const model of models) {
						await survives(`FUZZ_SEED=${SEED} FUZZ_ONLY=${one}, ${format}: ${relative(workspace, model)}, ${what} in ${relative(workspace, file)}`, workspace, () => readFormat(model, workspace));
					}
				} finally {
					writeFileSync(file, whole);
				}
			}
		});
	}
});
