import { cpus } from 'node:os';
import { crowd } from './crowd';
import { damageMany } from './damage';
import { fuzz } from './fuzz';
import { fuzzTargets } from './fuzzTargets';
import { randomHistory } from './histories';
import { killMany } from './kills';
import { pack, work } from './worker';

const defaults = { histories: 500, kills: 1000, damage: 200, processes: 8, each: 250, executions: 200_000 };
type Settings = { readonly [K in keyof typeof defaults]: number };

/** `npm run soak`, or with less: `npm run soak -- --histories 50 --kills 100`. Prints a line for each claim that held; the first that doesn't ends it. */
async function soak({ histories, kills, damage, processes, each, executions }: Settings): Promise<void> {
	console.log(`Node ${process.version}, ${cpus().length} × ${cpus()[0]?.model ?? 'unknown processor'}`);
	await line(`${histories} random histories of three clones`, async () => {
		let records = 0, integrations = 0, conflicts = 0;
		for (let i = 0; i < histories; i++) {
			const outcome = await randomHistory(`soak ${i}`);
			records += outcome.records; integrations += outcome.integrations; conflicts += outcome.conflicts;
		}
		return `${records} records, ${integrations} merges, rebases, squashes and cherry-picks, no conflict in git, ${conflicts} values for people to decide, one state everywhere`;
	});
	await line(`${kills} processes killed at random instants`, async () => `${(await killMany(kills, 'soak', __filename)).acknowledged} acknowledged versions, all there`);
	await line(`${processes} processes with ${each} registrations each at once`, async () => `${(await crowd(processes, each, __filename)).toFixed(0)} versions a second, unique numbers, no lock left`);
	for (const name of Object.keys(fuzzTargets) as (keyof typeof fuzzTargets)[]) {
		await line(`${executions} inputs to the ${name}`, async () => { const { kept, blocks } = fuzz(name, executions, 'soak'); return `nothing but refusals; ${kept} inputs kept, ${blocks} blocks of code reached`; });
	}
	await line(`${damage} damages each of database, records and artifacts`, async () => { await damageMany(damage, 'soak'); return 'each noticed, the rest intact'; });
}

async function line(what: string, run: () => Promise<string>): Promise<void> {
	const since = performance.now();
	const outcome = await run();
	console.log(`${what}: ${outcome} (${Math.round((performance.now() - since) / 1000)} s)`);
}

function settings(args: readonly string[]): Settings {
	const said = Object.fromEntries(args.flatMap((arg, i) => (arg.startsWith('--') ? [[arg.slice(2), Number(args[i + 1])]] : [])));
	return Object.fromEntries(Object.entries(defaults).map(([name, value]) => [name, said[name] ?? value])) as Settings;
}

const [command, folder = '', seed = '', times] = process.argv.slice(2);
void (command === 'work' ? work(folder, seed, times === undefined ? undefined : Number(times)) : command === 'pack' ? pack(folder) : soak(settings(process.argv.slice(2))));
