import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readEvents } from '../../../src/core/runs/tensorboardEvents';

const real = 'test/fixtures/runs/tensorboard/2.21.0/torch/events.out.tfevents.1795423104.workstation.29954.0';

describe('a long event file', () => {
	it('gives every point with its own value, wherever one reading ends and the next begins', async () => {
		const folder = await mkdtemp(join(tmpdir(), 'model-registry-events-'));
		try {
			const once = await readFile(real);
			const copies = 300;
			const path = join(folder, 'events.out.tfevents.long');
			await writeFile(path, Buffer.concat(Array.from({ length: copies }, () => once)));
			const [short, long] = await Promise.all([readEvents([real], false), readEvents([path], false)]);
			assert.ok(once.length * copies > 4 * 2 ** 20 && short.series.size > 0);
			assert.deepEqual([...long.series.keys()], [...short.series.keys()]);
			for (const [tag, series] of short.series) {
				const { values } = series.history();
				assert.deepEqual(long.series.get(tag)?.history().values, Array.from({ length: copies }, () => values).flat(), tag);
			}
		} finally {
			await rm(folder, { recursive: true, force: true });
		}
	});
});
