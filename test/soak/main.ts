import { cpus } from 'node:os';
import { crowd } from './crowd';
import { damageMany } from './damage';
import { fuzzAll } from './fuzzAll';
import { randomHistory } from './histories';
import { killMany } from './kills';
import { killInWindow } from './windowKills';
import { pack, work, workOnThread } from './worker';

const defaults = { histories: 500, kills: 1000, threadKills: 300, windowKills: 20, slowKills: 100, damage: 200, processes: 8, each: 250, executions: 100_000, fileExecutions: 10_000, from: 0 };
type Settings = { readonly [K in keyof typeof defaults]: number };

/**
 * `npm run soak`, or with less: `npm run soak -- --histories 50 --kills 100`; a claim with 0 is left out, and `--from 50` begins with the 51st history and other
 * seeds, so that a long run can be done in parts. Prints a line for each claim that held; the first that doesn't ends it.
 */
async function soak({ histories, kills, threadKills, windowKills, slowKills, damage, processes, each, executions, fileExecutions, from }: Settings): Promise<void> {
	const seed = from === 0 ? 'soak' : `soak ${from}`;
	console.log(`Node ${process.version}, ${cpus().length} × ${cpus()[0]?.model ?? 'unknown processor'}`);
	await line(histories, `${histories} random histories of three clones`, async () => {
		let records = 0, integrations = 0, conflicts = 0;
		for (let i = from; i < from + histories; i++) {
			const outcome = await randomHistory(`soak ${i}`);
			records += outcome.records; integrations += outcome.integrations; conflicts += outcome.conflicts;
		}
		return `${records} records, ${integrations} merges, rebases, squashes and cherry-picks, no conflict in git, ${conflicts} values for people to decide, one state everywhere`;
	});
	await line(kills, `${kills} processes killed at random instants`, async () => `${(await killMany(kills, seed, __filename)).acknowledged} acknowledged versions, all there`);
	await line(threadKills, `${threadKills} processes killed with the registry on a thread, as the editor has it`, async () => `${(await killMany(threadKills, seed, __filename, { where: 'work-on-thread' })).acknowledged} acknowledged versions, all there`);
	await line(windowKills, `${windowKills} extension hosts of a real VS Code killed`, async () => `${(await killInWindow(windowKills, seed)).acknowledged} acknowledged versions, all there`);
	await line(slowKills, `${slowKills} processes killed on a file system as slow and odd as a network's`, async () => `${(await killMany(slowKills, seed, __filename, { where: 'work-on-thread', slow: 8 })).acknowledged} acknowledged versions, all there`);
	await line(processes * each, `${processes} processes with ${each} registrations each at once`, async () => `${(await crowd(processes, each, __filename)).toFixed(0)} versions a second, unique numbers, no lock left`);
	await line(executions + fileExecutions, `${executions} inputs to each reader of texts, ${fileExecutions} to each of model files and training records`, () => fuzzAll({ executions, fileExecutions }, seed));
	await line(damage, `${damage} damages each of database, records and artifacts`, async () => { await damageMany(damage, seed); return 'each noticed, the rest intact'; });
}

async function line(times: number, what: string, run: () => Promise<string>): Promise<void> {
	if (times === 0) { return; }
	const since = performance.now();
	const outcome = await run();
	console.log(`${what}: ${outcome} (${Math.round((performance.now() - since) / 1000)} s)`);
}

function settings(args: readonly string[]): Settings {
	const said = Object.fromEntries(args.flatMap((arg, i) => (arg.startsWith('--') ? [[arg.slice(2), Number(args[i + 1])]] : [])));
	return Object.fromEntries(Object.entries(defaults).map(([name, value]) => [name, said[name] ?? value])) as Settings;
}

const [command = '', folder = '', seed = '', times] = process.argv.slice(2);
/** What the processes do that a soak starts. */
const commands: Readonly<Record<string, () => Promise<void>>> = {
	work: () => work(folder, seed, times === undefined ? undefined : Number(times)),
	'work-on-thread': () => workOnThread(folder, seed, times === undefined ? undefined : Number(times)),
	pack: () => pack(folder),
};
void (commands[command] ?? (() => soak(settings(process.argv.slice(2)))))();
