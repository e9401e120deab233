import { keep, keptOf } from './corpus';
import { fewest, fuzz } from './fuzz';
import { fileNames, textNames } from './targets';

/**
 * `node out/fuzz.js NAME EXECUTIONS [SEED] [--keep]` feeds one reader and prints what was reached; with `--keep` the corpus is, from then on, the smallest of
 * its inputs and of those that were found which reach all that these reach. Without a name it prints those that there are: `text NAME` and `files NAME`.
 */
async function main([name, executions, seed = 'soak', ...rest]: readonly string[]): Promise<void> {
	if (name === undefined) {
		console.log([...textNames.map(one => `text ${one}`), ...fileNames.map(one => `files ${one}`)].join('\n'));
		return;
	}
	const corpus = keptOf(name);
	const { branches, found } = await fuzz(name, Number(executions), seed, corpus);
	const kept = [seed, ...rest].includes('--keep') ? keep(name, await fewest(name, [...corpus, ...found])) : 0;
	console.log(`${name}: ${branches} branches reached, ${corpus.length} inputs from the corpus, ${found.length} new ones${kept ? `, ${kept} kept` : ''}`);
}

void main(process.argv.slice(2)).then(() => process.exit(), (error: unknown) => {
	console.error(error);
	process.exit(1);
});
