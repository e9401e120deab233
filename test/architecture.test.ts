import assert from 'node:assert/strict';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { builtinModules } from 'node:module';
import path from 'node:path';
import ts from 'typescript';
import { verbs } from '../src/cli/verbs';
import { manifest } from '../src/manifest/contributes';
import { settings } from '../src/manifest/settings';

/** Room → rooms and packages that it may import at run time. `import type` is always free: it is erased. A room may import itself. */
const mayImport: Readonly<Record<string, readonly string[]>> = {
	'src/core': ['node:', 'diff', 'papaparse', 'simple-git', 'smol-toml', 'sql.js', 'ulid', 'yaml', 'yauzl', 'zod/mini'],
	'src/protocol': [],
	'src/manifest': ['src/core'],
	'src/editor': ['src/core', 'src/thread/openOnThread.ts', 'src/protocol', 'src/manifest', 'vscode', 'node:', 'zod/mini'],
	'src/thread': ['src/core', 'node:'],
	'src/cli': ['src/core', 'node:', 'package.json'],
	'src/node.ts': ['src/cli', 'src/thread', 'node:'],
	'src/extension.ts': ['src/editor', 'vscode'],
	'webview-ui': ['src/protocol', 'src/core/present', 'src/core/lineage', 'src/core/statistics', 'src/core/assertNever.ts', 'lit', '@vscode-elements/elements', 'markdown-it'],
};

/** Package → the only places that may import it. */
const onlyDoor: Readonly<Record<string, string>> = {
	'sql.js': 'src/core/database/', 'simple-git': 'src/core/git/', diff: 'src/core/compare/text.ts', yauzl: 'src/core/formats/zip/', 'markdown-it': 'webview-ui/shared/markdown/',
};

/** What of the core the editor may load without asking the registry: small, pure, and without packages. */
const smallCore = /^src\/core\/(errors|event|assertNever|log|orNone|records\/names|present\/\w+|search\/(?:regex\/)?\w+|evaluations\/context|exports\/(?:changesMarkdown|historyCsv|historyMarkdown|markdown))\.ts$/;

interface Import { readonly to: string; readonly dynamic: boolean }

const root = process.cwd();
const sources = ['src', 'webview-ui'].flatMap(folder => (existsSync(folder) ? readdirSync(folder, { recursive: true, encoding: 'utf8' }).map(file => `${folder}/${file.replaceAll('\\', '/')}`) : []))
	.filter(file => /\.tsx?$/.test(file) && !file.endsWith('.d.ts')).sort();

/** What a file loads when it runs: relative paths as paths from the root. */
function importsOf(file: string): readonly Import[] {
	const found: Import[] = [];
	const add = (specifier: ts.Node | undefined, dynamic: boolean) => {
		if (specifier && ts.isStringLiteralLike(specifier)) { found.push({ to: resolved(file, specifier.text), dynamic }); }
	};
	const visit = (node: ts.Node): void => {
		if (ts.isImportDeclaration(node) && !isErased(node.importClause)) { add(node.moduleSpecifier, false); }
		if (ts.isExportDeclaration(node) && !node.isTypeOnly) { add(node.moduleSpecifier, false); }
		if (ts.isCallExpression(node) && (node.expression.kind === ts.SyntaxKind.ImportKeyword || node.expression.getText() === 'require')) { add(node.arguments[0], true); }
		ts.forEachChild(node, visit);
	};
	visit(ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest, true));
	return found;
}

function isErased(clause: ts.ImportClause | undefined): boolean {
	if (!clause) { return false; }
	if (clause.isTypeOnly) { return true; }
	const named = clause.namedBindings;
	return !clause.name && named !== undefined && ts.isNamedImports(named) && named.elements.length > 0 && named.elements.every(element => element.isTypeOnly);
}

function resolved(from: string, specifier: string): string {
	if (!specifier.startsWith('.')) { return builtinModules.includes(specifier) ? `node:${specifier}` : specifier; }
	const target = path.posix.join(path.posix.dirname(from), specifier);
	return [`${target}.ts`, `${target}/index.ts`, target].find(file => existsSync(path.join(root, file)) && /\.\w+$/.test(file)) ?? target;
}

function isIn(target: string, room: string): boolean {
	return target === room || target.startsWith(room.endsWith(':') || room.endsWith('/') ? room : `${room}/`);
}

function roomOf(file: string): string | undefined {
	return Object.keys(mayImport).find(room => isIn(file, room));
}

const graph = new Map(sources.map(file => [file, importsOf(file)]));

/** Everything that is loaded at once when `file` is: dynamic imports wait. */
function loadedWith(file: string, seen = new Set<string>()): ReadonlySet<string> {
	for (const { to, dynamic } of graph.get(file) ?? []) {
		if (!dynamic && !seen.has(to)) { seen.add(to); loadedWith(to, seen); }
	}
	return seen;
}

describe('the walls', () => {
	it('stand around every source file', () => {
		assert.ok(sources.length > 100, 'no sources were found');
		assert.deepEqual(sources.filter(file => roomOf(file) === undefined), [], 'these are in no room');
	});

	it('let no room import what it must not know', () => {
		const trespassers = [...graph].flatMap(([file, imports]) => {
			const room = roomOf(file) ?? '';
			const allowed = [room, ...mayImport[room] ?? []];
			return imports.filter(({ to }) => !allowed.some(one => isIn(to, one))).map(({ to }) => `${file} imports ${to}`);
		});
		assert.deepEqual(trespassers, []);
	});

	it('have one door to each library that is dangerous or heavy', () => {
		const trespassers = [...graph].flatMap(([file, imports]) => imports.filter(({ to }) => Object.entries(onlyDoor).some(([name, door]) => isIn(to, name) && !file.startsWith(door))).map(({ to }) => `${file} imports ${to}`));
		assert.deepEqual(trespassers, []);
	});

	it('are built from the bottom up: no file loads itself, by whatever way', () => {
		const above: string[] = [];
		const done = new Set<string>();
		const circles: string[] = [];
		const climb = (file: string): void => {
			if (above.includes(file)) { circles.push([...above.slice(above.indexOf(file)), file].join(' → ')); return; }
			if (done.has(file)) { return; }
			above.push(file);
			for (const { to, dynamic } of graph.get(file) ?? []) { if (!dynamic) { climb(to); } }
			above.pop();
			done.add(file);
		};
		for (const file of sources) { climb(file); }
		assert.deepEqual(circles, []);
	});

	it('keep the registry on its own thread: the editor loads what is small and pure of the core, and nothing else', () => {
		const loaded = [...graph].filter(([file]) => isIn(file, 'src/editor')).flatMap(([file, imports]) => imports
			.filter(({ to }) => isIn(to, 'src/core') && !smallCore.test(to)).map(({ to }) => `${file} imports ${to}`));
		assert.deepEqual(loaded, []);
	});

	it('keep activation light: no library, no format, no database is loaded with it', () => {
		const loaded = [...loadedWith('src/extension.ts')];
		assert.ok(loaded.length > 50, 'the extension imports nothing');
		const heavy = loaded.filter(to => !to.startsWith('src/') ? to !== 'vscode' && !to.startsWith('node:') : isIn(to, 'src/core') && !smallCore.test(to));
		assert.deepEqual(heavy, []);
	});
});

describe('package.json', () => {
	const remedy = 'run `node esbuild.mjs manifest` and commit what it wrote';
	const written = JSON.parse(readFileSync('package.json', 'utf8')) as Record<string, unknown>;
	const said = JSON.parse(JSON.stringify(manifest)) as { packageJson: Record<string, unknown>; nls: Record<string, string> };

	it('says what src/manifest says', () => {
		assert.deepEqual(Object.fromEntries(Object.keys(said.packageJson).map(key => [key, written[key]])), said.packageJson, remedy);
	});

	it('has a text for every name between percent signs, and no other', () => {
		assert.deepEqual(JSON.parse(readFileSync('package.nls.json', 'utf8')), said.nls, remedy);
		const used = [...new Set([...JSON.stringify(written).matchAll(/%([\w.]+)%/g)].map(match => match[1]))];
		assert.deepEqual(used.sort(), Object.keys(said.nls).sort());
	});

	it('has its settings and verbs in the README, and no other', () => {
		const readme = readFileSync('README.md', 'utf8');
		assert.deepEqual([...readme.matchAll(/^\| `modelRegistry\.([\w.]+)` \|/gm)].map(([, name]) => name), Object.keys(settings));
		const [listed = ''] = /has a verb for everything: ([^.]*)\./.exec(readme)?.slice(1) ?? [];
		assert.deepEqual([...listed.matchAll(/`(\w+)`/g)].map(([, name]) => name).sort(), verbs.map(({ name }) => name).sort());
	});

	it('names only pictures that are there', () => {
		for (const file of [...JSON.stringify(written).matchAll(/"(media\/[^"]+)"/g)].map(match => match[1] ?? '')) { assert.ok(existsSync(file), file); }
	});

	it('asks for no API newer than the oldest editor that it names', () => {
		const { engines, devDependencies } = written as { engines: { vscode: string }; devDependencies: Record<string, string> };
		assert.equal(`^${devDependencies['@types/vscode'] ?? ''}`, engines.vscode);
	});
});
