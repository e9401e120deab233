import assert from 'node:assert/strict';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { version } from '../../package.json';
import { verbs } from '../../src/cli/verbs';
import { cli, folder, started, workspace } from './cli';

describe('cli: help and usage', function () {
	// A process per step, on a machine that may be busy.
	this.timeout(90_000);
	let empty: string;
	before(async () => { empty = await folder(); });

	it('has every verb of the contract', () => {
		const names = verbs.map(verb => verb.name);
		for (const name of ['init', 'register', 'list', 'show', 'alias', 'tag', 'note', 'card', 'archive', 'restore', 'verify', 'get', 'history', 'inspect', 'runs', 'doctor', 'rename', 'purge', 'recover', 'conflicts', 'resolve']) { assert.ok(names.includes(name), name); }
		assert.equal(new Set(names).size, names.length);
	});

	it('prints the version of the package, and help that names every verb', async () => {
		assert.deepEqual(await started(empty, ['--version']), { code: 0, stdout: `${version}\n`, stderr: '' });
		const help = await started(empty, ['--help']);
		assert.equal(help.code, 0);
		for (const verb of verbs) { assert.match(help.stdout, new RegExp(`^  ${verb.name} +${verb.summary.slice(0, 20)}`, 'm')); }
		assert.deepEqual(await cli(empty, ['help']), help);
	});

	for (const verb of verbs) {
		it(`${verb.name} --help has usage, options and two or three examples`, async () => {
			const { code, stdout, stderr } = await cli(empty, [verb.name, '--help']);
			assert.deepEqual([code, stderr], [0, '']);
			assert.ok(stdout.startsWith(`Usage: model-registry `), stdout);
			const examples = stdout.slice(stdout.indexOf('\nExamples\n')).split('\n').filter(line => line.startsWith('  model-registry '));
			assert.ok(examples.length >= 2 && examples.length <= 3, String(examples.length));
			for (const name of [...Object.keys(verb.options), 'json', 'help', 'directory']) { assert.ok(stdout.includes(`--${name}`), name); }
			// Every example belongs to the verb, and its options are known: asked for help it gives this very help.
			for (const [command] of verb.examples) {
				assert.deepEqual(await cli(empty, [...words(command), '--help']), { code, stdout, stderr }, command);
			}
		});
	}

	const wrong: [string, string[], RegExp][] = [
		['no verb', [], /^A verb is missing\.\nUsage: model-registry /],
		['an unknown verb', ['lst'], /^There is no verb 'lst'\./],
		['a verb that nearly is one', ['regster', 'x'], /Did you mean 'register'\?/],
		['an unknown option', ['list', '--foo'], /^There is no option --foo\.\nUsage: model-registry list/],
		['a mistyped option', ['register', 'x', '--metrics', 'a=1'], /^There is no option --metrics\. Did you mean --metric\?/],
		['an option without its value', ['register', 'x', '--model'], /^--model needs a value\./],
		['an option in place of a value', ['register', 'x', '--model', '--json'], /^--model needs a value\./],
		['a value for what takes none', ['verify', '--quick=yes'], /^--quick takes no value\./],
		['too few arguments', ['register'], /^register takes at least 1 argument, and 0 were given\.\nUsage: model-registry register PATH/],
		['too many arguments', ['show', 'a', 'b'], /^show takes 1 argument, and 2 were given\./],
		['arguments for a verb without any', ['doctor', 'please'], /^doctor takes no arguments, and 'please' was given\./],
		['a metric without =', ['register', 'x', '--metric', 'auc'], /^--metric takes KEY=VALUE, and 'auc' is not that\./],
		['a metric that is no number', ['register', 'x', '--metric', 'auc=high'], /'high' is not a number/],
		['a policy that is none', ['register', 'x', '--storage', 'cloud'], /^--storage is copy, hardlink or reference, not 'cloud'\./],
		['get without a place', ['get', 'churn@v1'], /^get needs --to DIR/],
		['alias with neither set nor remove', ['alias', 'move', 'churn@v1', 'x'], /^alias is followed by set, remove or rollback, not 'move'\./],
		['only a wrong word behind alias', ['alias', 'frob'], /^alias is followed by set, remove or rollback, not 'frob'\./],
		['one version to compare', ['diff', 'churn@v1'], /^diff takes 2 to 200 arguments, and 1 was given\./],
		['two forms of one comparison', ['diff', 'a', 'b', '--json', '--markdown'], /^--json and --markdown are two forms of the same: choose one\./],
		['a limit that is no number', ['list', '--limit', 'many'], /^--limit takes a whole number/],
		['a note without text', ['note', 'churn@v1'], /^note takes a text, or --file PATH\./],
	];
	for (const [what, args, expected] of wrong) {
		it(`${what}: exit 2 with a usage line`, async () => {
			const { code, stdout, stderr } = await cli(empty, args);
			assert.deepEqual([code, stdout], [2, '']);
			assert.match(stderr, expected);
			assert.match(stderr, /^Usage: model-registry /m);
			assert.doesNotMatch(stderr, /^\s+at /m);
		});
	}

	it('takes -C before and after the verb, and finds the nearest registry upwards without it', async () => {
		const { folder: at } = await workspace({ git: false });
		await mkdir(join(at, 'deep/er'), { recursive: true });
		for (const [cwd, args] of [[empty, ['-C', at, 'doctor', '--json']], [empty, ['doctor', '-C', at, '--json']], [empty, ['--json', `--directory=${at}`, 'doctor']], [join(at, 'deep/er'), ['doctor', '--json']], [join(at, 'deep'), ['-C', '..', 'doctor', '--json']]] as const) {
			const answer = await cli(cwd, args);
			assert.deepEqual([answer.code, answer.stderr], [0, ''], args.join(' '));
			assert.equal((JSON.parse(answer.stdout) as { records: number }).records, 0);
		}
		assert.match((await cli(empty, ['-C', join(at, 'deep'), 'doctor'])).stderr, /deep has no model registry\. Run 'model-registry init' there first\.\n$/);
		assert.match((await cli(empty, ['-C', join(at, 'nowhere'), 'doctor'])).stderr, /nowhere doesn't exist\. Check the path\.\n$/);
	});
});

/** As a shell splits a line: quotes keep words together. */
function words(command: string): string[] {
	return [...command.matchAll(/"([^"]*)"|(\S+)/g)].map(match => match[1] ?? match[2] ?? '');
}
