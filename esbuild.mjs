// Builds everything: `node esbuild.mjs [--production] [--tests] [--watch]`, and `node esbuild.mjs manifest` to write package.json's `contributes`.
import { build, context } from 'esbuild';
import { existsSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname } from 'node:path';

const args = new Set(process.argv.slice(2));
const production = args.has('--production');

/** @type {import('esbuild').BuildOptions} */
const node = {
	bundle: true, platform: 'node', target: 'node20', format: 'cjs',
	loader: { '.wasm': 'file' }, assetNames: '[name]',
	// A library's ES module build comes first where it has both: it is the one that can be shaken.
	mainFields: ['module', 'main'],
	minify: production, keepNames: production, sourcemap: production ? false : 'linked', sourcesContent: false,
	logLevel: 'warning', legalComments: 'none',
};

/** @type {import('esbuild').BuildOptions} No externals: `vscode` and `node:*` can't enter a page. */
const page = {
	bundle: true, platform: 'browser', target: 'es2022', format: 'iife', minify: production, legalComments: 'none',
	sourcemap: production ? false : 'linked', logLevel: 'warning', outdir: 'dist/pages', tsconfig: 'webview-ui/tsconfig.json',
};

/** Files below `folder` whose path matches, sorted: no list of pages or tests is kept by hand. */
function files(folder, pattern) {
	if (!existsSync(folder)) { return []; }
	return readdirSync(folder, { recursive: true }).map(path => `${folder}/${String(path).replaceAll('\\', '/')}`).filter(path => pattern.test(path)).sort();
}

/** `test/core/records/fold.test.ts` → `core-records-fold.test`: one flat folder, so that assets are found beside every bundle. */
const flat = paths => Object.fromEntries(paths.map(path => [path.replace(/^test\//, '').replace(/\.ts$/, '').replaceAll('/', '-'), path]));

/**
 * What follows from the table of formats (globs and patterns: plain data) is reckoned while building: the extension would bring every reader along
 * only to know their names.
 */
const reckoned = {
	name: 'reckoned',
	setup({ onLoad }) {
		onLoad({ filter: /src[\\/]manifest[\\/]files\.ts$/ }, async ({ path }) => ({
			contents: Object.entries(await evaluated(path)).map(([name, value]) => `export const ${name} = ${JSON.stringify(value)};`).join('\n'),
		}));
	},
};

/**
 * The editor's API, taken apart once for the whole bundle. As it is, each file that says `import * as vscode` would make a copy of it when it is loaded:
 * a hundred files times its four hundred names are half of the time that reading the bundle takes.
 */
const api = {
	name: 'api',
	setup({ onResolve, onLoad }) {
		onResolve({ filter: /^vscode$/ }, ({ namespace }) => (namespace === 'api' ? { path: 'vscode', external: true } : { path: 'vscode', namespace: 'api' }));
		onLoad({ filter: /./, namespace: 'api' }, () => {
			const used = new Set(files('src', /\.ts$/).flatMap(path => [...readFileSync(path, 'utf8').matchAll(/\bvscode\.(\w+)/g)].map(([, name]) => name)));
			return { contents: `export const { ${[...used].sort().join(', ')} } = require('vscode');` };
		});
	},
};

function product() {
	const pages = files('webview-ui', /^webview-ui\/[^/]+\/main\.ts$/).map(path => ({ in: path, out: basename(dirname(path)) }));
	return [
		{ ...node, entryPoints: { extension: 'src/extension.ts' }, outdir: 'dist', plugins: [reckoned, api] },
		{ ...node, entryPoints: { cli: 'src/node.ts' }, outdir: 'dist', banner: { js: '#!/usr/bin/env node' } },
		...(pages.length ? [{ ...page, entryPoints: pages }] : []),
	];
}

async function tests() {
	// Loads the compiler: only where it is needed.
	const { banner, instrument } = await import('./test/soak/fuzz/instrument.mjs');
	const fuzzed = files('test', /(?:^|\/)fuzzing\.test\.ts$/);
	const inNode = files('test', /\.test\.ts$/).filter(path => !path.startsWith('test/vscode/') && !fuzzed.includes(path));
	const named = paths => Object.fromEntries(paths.map(path => [basename(path, '.ts'), path]));
	const suite = files('test/vscode/suite', /\.ts$/);
	const window = files('test/vscode/window', /\.test\.ts$/);
	const tools = { cli: 'src/node.ts', bench: 'test/bench/main.ts', soak: 'test/soak/main.ts', sample: 'test/sample/main.ts', standing: 'test/cli/standing.ts' };
	return [
		// No `external: ['vscode']` here: a core that imports the editor doesn't build.
		{ ...node, minify: false, entryPoints: { ...flat(inNode), ...Object.fromEntries(Object.entries(tools).filter(([, path]) => existsSync(path))) }, outdir: 'out', external: ['esbuild', 'fast-check', 'typescript', 'playwright-core'] },
		{ ...node, minify: false, entryPoints: { ...flat(fuzzed), fuzz: 'test/soak/fuzz/main.ts' }, outdir: 'out', banner: { js: banner }, plugins: [instrument()], sourcemap: false },
		...(suite.length ? [{ ...node, minify: false, entryPoints: named(suite), outdir: 'out/vscode', external: ['vscode', 'mocha'] }] : []),
		...(window.length ? [{ ...node, minify: false, entryPoints: named(window), outdir: 'out/window', external: ['playwright-core'] }] : []),
	];
}

/** What package.json has to say, computed from src/manifest. */
export async function contributions() {
	return (await evaluated('src/manifest/contributes.ts')).manifest;
}

/** What a module of the manifest exports. */
async function evaluated(path) {
	const result = await build({ ...node, entryPoints: [path], loader: { '.wasm': 'empty' }, write: false, minify: false, sourcemap: false });
	const module = { exports: {} };
	// As CommonJS, since the table of formats brings libraries along that ask for node's modules by `require`.
	new Function('module', 'exports', 'require', result.outputFiles[0].text)(module, module.exports, createRequire(import.meta.url));
	return module.exports;
}

async function writeManifest() {
	const { packageJson, nls } = await contributions();
	const current = JSON.parse(readFileSync('package.json', 'utf8'));
	writeFileSync('package.json', JSON.stringify({ ...current, ...packageJson }, null, 2) + '\n');
	writeFileSync('package.nls.json', JSON.stringify(nls, null, 2) + '\n');
}

if (args.has('manifest')) {
	await writeManifest();
} else if (args.has('--watch')) {
	for (const options of product()) { await (await context(options)).watch(); }
} else {
	// A package holds what this build made and nothing older.
	if (production) { rmSync('dist', { recursive: true, force: true }); }
	const jobs = product();
	if (args.has('--tests')) { jobs.push(...await tests()); }
	await Promise.all(jobs.map(job => build(job)));
}
