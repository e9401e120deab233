import assert from 'node:assert/strict';
import { keptOf } from '../soak/fuzz/corpus';
import { fuzz } from '../soak/fuzz/fuzz';
import { fileNames, textNames } from '../soak/fuzz/targets';

/** Inputs beside those of the corpus; the same, for as many as one likes, is a line of `npm run soak`. */
const executions = { text: 1_000, files: 50 };

describe('a fuzzer that goes by coverage', function () {
	this.timeout(120_000);

	for (const name of [...textNames, ...fileNames]) {
		it(`finds nothing in what was kept, and little more, that the reader can't take: ${name}`, async () => {
			const { branches } = await fuzz(name, textNames.includes(name) ? executions.text : executions.files, 'test', keptOf(name));
			assert.ok(branches > 10, `only ${branches} branches were reached: coverage doesn't work`);
		});
	}
});
