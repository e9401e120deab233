import assert from 'node:assert/strict';
import { cpSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { gatherFacts } from '../../../src/core/facts/gather';
import { byName, workspaceWith } from '../runs/workspace';
import { withWorkspace } from '../support/workspace';

const fixtures = resolve('test/fixtures/environments');
const runs = resolve('test/fixtures/runs'), formats = resolve('test/fixtures/formats');
const tools = readdirSync(fixtures).filter(name => /^\w+-\d/.test(name));

describe('the environment of a model', () => {
	for (const tool of tools) {
		const folder = join(fixtures, tool);
		const expected = JSON.parse(readFileSync(join(folder, 'expected.json'), 'utf8')) as Readonly<Record<string, readonly string[]>>;
		// A package that has several versions, by the Python that runs it, is not told.
		const certain = Object.fromEntries(Object.entries(expected).flatMap(([name, versions]) => (versions.length === 1 ? [[name, versions[0]]] : [])));
		for (const lock of readdirSync(folder).filter(name => name !== 'expected.json')) {
			it(`is what ${tool} itself lists of its ${lock}`, async () => {
				const workspace = await workspaceWith({ 'models/x.bin': 'x', [lock]: readFileSync(join(folder, lock), 'utf8') });
				const { environment, environmentFrom } = await gatherFacts({ workspace, path: join(workspace, 'models/x.bin') });
				// What uv exports for an installer is without the group of development.
				const { iniconfig, ...installed } = certain;
				assert.deepEqual(environment, lock === 'pylock.toml' && environment['iniconfig'] === undefined ? installed : { iniconfig, ...installed });
				assert.deepEqual(environmentFrom, [{ source: { tool: 'environment', path: lock }, certainty: 'likely', names: Object.keys(environment) }]);
				assert.ok(Object.keys(environment).length >= 4);
			});
		}
	}

	it('is what MLflow wrote beside a model, for the folder and for the file in it', async () => {
		const workspace = await workspaceWith({ 'requirements.txt': 'numpy==1.0\n' });
		cpSync(join(formats, 'mlflow/sklearn'), join(workspace, 'model'), { recursive: true });
		const listed = readFileSync(join(workspace, 'model/requirements.txt'), 'utf8').trim().split('\n').map(line => line.split('==') as [string, string]);
		const { environment } = await gatherFacts({ workspace, path: join(workspace, 'model') });
		for (const [name, version] of listed) { assert.equal(environment[name.toLowerCase().replace(/[-_.]+/g, '-')], version); }
		assert.match(environment['python'] ?? '', /^3\.\d+\.\d+$/);
		const inside = await gatherFacts({ workspace, path: join(workspace, 'model', readdirSync(join(workspace, 'model')).find(name => /^model\.(?:pkl|skops)$/.test(name)) ?? '') });
		assert.deepEqual([inside.environment['scikit-learn'], inside.environment['python']], [environment['scikit-learn'], environment['python']]);
		assert.ok(inside.environmentFrom?.some(one => one.source.path === 'model/requirements.txt'));
	});

	it('is what W&B wrote while it ran, before what stands farther up', async () => {
		const workspace = await workspaceWith({ 'requirements.txt': 'cryptography==1.0\nonly-here==2\n' });
		cpSync(join(runs, 'wandb/0.31.0-online/wandb'), join(workspace, 'wandb'), { recursive: true });
		const run = readdirSync(join(workspace, 'wandb')).find(name => name.startsWith('run-')) ?? '';
		const files = join(workspace, 'wandb', run, 'files');
		const path = join(files, 'model.bin');
		cpSync(join(files, 'config.yaml'), path);
		const metadata = JSON.parse(readFileSync(join(files, 'wandb-metadata.json'), 'utf8')) as { readonly python: string };
		const { environment, environmentFrom } = await gatherFacts({ workspace, path });
		assert.deepEqual([environment['cryptography'], environment['python'], environment['only-here']], ['50.0.2', metadata.python.replace('CPython ', ''), undefined]);
		assert.deepEqual(environmentFrom?.map(one => [one.source.tool, one.certainty]), [['wandb', 'likely']]);
	});

	it('is what the Trainer put into the card', async () => {
		const card = readFileSync(join(runs, 'transformers/5.23.0', findCard(join(runs, 'transformers/5.23.0'))), 'utf8');
		const workspace = await workspaceWith({ 'out/README.md': card, 'out/config.json': readFileSync(join(runs, 'transformers/5.23.0/config.json')), 'out/model.safetensors': Buffer.from([2, 0, 0, 0, 0, 0, 0, 0, 123, 125]) });
		const versions = byName([...card.slice(card.indexOf('### Framework versions')).matchAll(/^- (\S+) (\S+)$/gm)].map(([, name = '', value = '']) => ({ name: name.toLowerCase(), value })));
		const { environment } = await gatherFacts({ workspace, path: join(workspace, 'out/model.safetensors') });
		assert.deepEqual([environment['transformers'], environment['torch'], environment['tokenizers']], [versions['transformers'], versions['pytorch'], versions['tokenizers']]);
		assert.ok(environment['torch']);
	});

	it('is kept with where it was read: the longest listing by one word', () => withWorkspace(async workspace => {
		const registry = await workspace.initialised();
		workspace.write('requirements.txt', 'torch==2.15.0\nnumpy==2.1.0\n');
		workspace.write('.python-version', '3.11.7\n');
		const { version } = await registry.register(workspace.write('x.bin', 'bytes'), { model: 'x' });
		const { sources, facts } = await registry.versionDetails(version.id);
		assert.deepEqual([facts.environment, sources['environment'], sources['environment.python']], [
			{ 'torch': '2.15.0', 'numpy': '2.1.0', 'python': '3.11.7' },
			{ source: { tool: 'environment', path: 'requirements.txt' }, certainty: 'likely' }, { source: { tool: 'environment', path: '.python-version' }, certainty: 'likely' },
		]);
	}));
});

function findCard(folder: string): string {
	return readdirSync(folder, { recursive: true, encoding: 'utf8' }).find(name => name.endsWith('README.md')) ?? '';
}
