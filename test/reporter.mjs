import { appendFileSync } from 'node:fs';
import Mocha from 'mocha';

/** Mocha's usual output; MODEL_REGISTRY_TEST_COUNTS names a file that gets one line `passed failed` per run, for a sum over all runs. */
export default class CountingReporter extends Mocha.reporters.Spec {
	/**
	 * @param {Mocha.Runner} runner
	 * @param {Mocha.MochaOptions} options
	 */
	constructor(runner, options) {
		super(runner, options);
		const file = process.env.MODEL_REGISTRY_TEST_COUNTS;
		if (file) {
			runner.once('end', () => appendFileSync(file, `${runner.stats?.passes ?? 0} ${runner.stats?.failures ?? 0}\n`));
		}
	}
}
