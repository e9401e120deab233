import { join } from 'node:path';
import { buildSample } from './build';

const [dir] = process.argv.slice(2);
if (dir === undefined) {
	console.error('Usage: node out/sample.js DIR   builds the sample project in DIR, which must be empty or not there');
	process.exitCode = 2;
} else {
	buildSample(dir, { steps: join(__dirname, '..', 'test', 'fixtures', 'sample', 'steps') }).then(
		() => { console.log(`The sample project is in ${dir}.`); },
		(error: unknown) => {
			console.error(error instanceof Error ? error.message : error);
			process.exitCode = 1;
		},
	);
}
