import { mkdtemp, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { plainLine } from '../../core/present/plain';
import { reproductionSentence } from '../../core/present/reproduction';
import type { PreparedReproduction, ReproductionResult } from '../../core/verbs/reproduce';
import { environmentText } from '../../core/present/environmentText';
import { parseNumber } from '../given';
import { toJson } from '../json';
import { runShell } from '../runShell';
import { named } from '../show/words';
import { UsageError } from '../usageError';
import { defineVerb, type Call } from '../verb';

export const reproduce = defineVerb({
	name: 'reproduce',
	summary: 'Make a version again from its exact code, and compare',
	usage: ['reproduce REF [--yes] [--register] [--command LINE] [--tolerance N] [--to DIR]', 'reproduce REF --environment'],
	about: 'The exact code is opened in a folder of its own, with the data that this workspace still has in place. The command that made the version is shown; it is run only with --yes, in this environment, as it is. What comes out is compared by its bytes, then by its metrics, and recorded.',
	options: {
		yes: { type: 'boolean', about: 'run the command; without it, it is only shown' },
		command: { type: 'string', value: 'LINE', about: 'the command line, where none is on record or another is meant; it is recorded too' },
		tolerance: { type: 'string', value: 'N', about: 'metrics that differ by no more than this part of them are equal; 0.001 when left out' },
		to: { type: 'string', value: 'DIR', about: 'a folder outside the repository, which is kept; a temporary one that is removed when left out' },
		record: { type: 'string', value: 'yes|no', about: 'whether the result is put on record; yes when left out' },
		register: { type: 'boolean', about: 'also register what came out as the next version, linked as a reproduction of this one' },
		environment: { type: 'boolean', about: 'print the recorded packages as requirements for pip' },
	},
	examples: [['reproduce churn@v7', 'what would be run'], ['reproduce churn@v7 --yes --register', 'run it, compare, and register what comes out'], ['reproduce churn@v7 --environment > requirements.txt', 'the packages that it was made with']],
	args: { least: 1, most: 1 },
	async run(call) {
		const { registry, args, values, json, terminal, base, long } = call;
		const ref = args[0] ?? '';
		if (values.environment) {
			const text = environmentText(await registry.versionDetails(ref));
			terminal.out(text?.trimEnd() ?? '# No package versions are on record.');
			return;
		}
		const tolerance = values.tolerance === undefined ? undefined : parseNumber(values.tolerance);
		if (values.tolerance !== undefined && (tolerance === undefined || !(tolerance >= 0))) { throw new UsageError(`--tolerance takes a number from 0 on, and '${values.tolerance}' is not one.`); }
		if (values.record !== undefined && values.record !== 'yes' && values.record !== 'no') { throw new UsageError(`--record takes yes or no, not '${values.record}'.`); }
		if (values.register && values.record === 'no') { throw new UsageError('--register puts the result on record; leave --record no out.'); }
		if (values.yes && values.command !== undefined) { await registry.recordCommand(ref, values.command); }
		const details = await registry.versionDetails(ref);
		const [known] = await registry.commandsOf(details);
		const command = values.command === undefined ? known?.command : plainLine(values.command).trim();
		if (!values.yes) { plan(call, await registry.pins(ref), command, known?.from); return; }
		if (command === undefined) { throw new UsageError('No command is on record for this version. Say it: --command "python train.py".'); }
		const temporary = values.to === undefined ? await realpath(await mkdtemp(join(tmpdir(), 'model-registry-reproduce-'))) : undefined;
		const to = temporary === undefined ? resolve(base, values.to ?? '') : join(temporary, 'code');
		try {
			const prepared = await registry.prepareReproduction(ref, { to, ...long('Putting files in place') });
			for (const note of prepared.notes) { terminal.err(terminal.style.dim(plainLine(note))); }
			const result = await runAndJudge(call, prepared, command, values.command === undefined ? known?.folder ?? '' : '', tolerance);
			const isThere = result.verdict !== 'failed' && result.verdict !== 'missing';
			const next = values.register && isThere ? await registry.registerReproduction(prepared, result, long('Registering')) : undefined;
			const record = next ? next.record.record : values.record === 'no' ? undefined : (await registry.recordReproduction(result)).record;
			if (json) { terminal.out(toJson({ ...resultJson(result, record, temporary === undefined ? prepared.folder : null), registered: next?.version.ref ?? null })); }
			else { terminal.out(`${named(result.version)}: ${reproductionSentence({ ...result, path: result.version.artifact.path })}${next ? `\nRegistered as ${named(next.version)}.` : ''}`); }
			return result.verdict === 'identical' || result.verdict === 'equal' ? 0 : 1;
		} finally {
			if (temporary !== undefined) {
				// It was made here for this alone, and whatever the command left in it goes too.
				await registry.removeCheckout(to, { force: true }).catch(() => undefined);
				await rm(temporary, { recursive: true, force: true });
			}
		}
	},
});

async function runAndJudge({ registry, json, terminal, signal, long }: Call, prepared: PreparedReproduction, command: string, folder: string, tolerance: number | undefined): Promise<ReproductionResult> {
	terminal.err(terminal.style.dim(`$ ${command}`));
	const started = new Date();
	const exitCode = await runShell(command, join(prepared.workspace, folder), { signal, quiet: json });
	return registry.judgeReproduction(prepared, { command, exitCode, started, ended: new Date(), ...(tolerance === undefined ? {} : { tolerance }), ...long('Comparing') });
}

function plan({ json, terminal, args }: Call, pins: Awaited<ReturnType<Call['registry']['pins']>>, command: string | undefined, from: string | undefined): void {
	if (json) { terminal.out(toJson({ command: command ?? null, from: from ?? null, pins })); return; }
	const loose = pins.filter(pin => !pin.pinned);
	terminal.out(command === undefined ? 'No command is on record. Say it: --command "python train.py".' : `${terminal.style.bold(command)}${from === undefined ? '' : terminal.style.dim(`  from ${plainLine(from)}`)}`);
	for (const { what, text } of loose) { terminal.out(terminal.style.dim(`– ${what}: ${plainLine(text)}`)); }
	if (command !== undefined) { terminal.out(`Nothing was run. To run it in the exact code of ${plainLine(args[0] ?? '')}: --yes`); }
}

function resultJson({ version, verdict, command, commit, exact, exitCode, seconds, digest, metrics, tolerance }: ReproductionResult, record: string | undefined, folder: string | null) {
	return {
		ref: version.ref, verdict, command, commit, exact, exitCode, seconds, tolerance, digest: { was: version.artifact.digest, is: digest ?? null },
		metrics: metrics.map(({ name, was, is }) => ({ name, was, is: is ?? null })), record: record ?? null, folder,
	};
}
