import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import ts from 'typescript';

const bundle = 'l10n/bundle.l10n.json';

/** Every text that is handed to `t`, in the order of the alphabet. */
function texts(): readonly string[] {
	const found = new Set<string>();
	for (const file of readdirSync('src/editor', { recursive: true, encoding: 'utf8' }).filter(name => name.endsWith('.ts'))) {
		const visit = (node: ts.Node): void => {
			if (ts.isCallExpression(node) && node.expression.getText() === 't') {
				const [text] = node.arguments;
				assert.ok(text && ts.isStringLiteralLike(text), `${file}: a text put to the person has to stand there in full: ${node.getText()}`);
				found.add(text.text);
			}
			ts.forEachChild(node, visit);
		};
		visit(ts.createSourceFile(file, readFileSync(`src/editor/${file}`, 'utf8'), ts.ScriptTarget.Latest, true));
	}
	return [...found].sort();
}

describe('texts put to the person', () => {
	it('are all there for translators (UPDATE=1 writes them)', () => {
		const said = Object.fromEntries(texts().map(text => [text, text]));
		if (process.env.UPDATE) {
			mkdirSync('l10n', { recursive: true });
			writeFileSync(bundle, `${JSON.stringify(said, null, 2)}\n`);
		}
		assert.ok(existsSync(bundle), `${bundle} is missing`);
		assert.deepEqual(JSON.parse(readFileSync(bundle, 'utf8')), said);
	});

	it('have no exclamation marks, and ask no favours', () => {
		const wrong = texts().filter(text => /!|\bplease\b|\bsuccessfully\b|\boops\b/i.test(text));
		assert.deepEqual(wrong, []);
	});
});
