// An esbuild plugin for the fuzzer's builds: in the sources that are fuzzed, those of the parsers that they use too, every branch counts how often it ran, and what was compared with `===` and
// wasn't equal is noted down. `banner` has to stand at the bundle's beginning; test/soak/fuzz/hits.ts reads what is found.
import { readFile } from 'node:fs/promises';
import ts from 'typescript';

export const banner = `globalThis.$hits = new Uint16Array(1 << 17);
globalThis.$parts = [];
globalThis.$pairs = { at: 0, left: new Array(64), right: new Array(64) };
globalThis.$same = (left, right) => {
	if (left === right) { return true; }
	const kind = typeof left;
	if (kind === typeof right && (kind === 'number' || kind === 'bigint' || kind === 'string' && left.length > 0 && left.length <= 64 && right.length > 0 && right.length <= 64)) {
		const at = $pairs.at++ & 63;
		$pairs.left[at] = left; $pairs.right[at] = right;
	}
	return false;
};`;

/** @returns {import('esbuild').Plugin} */
export function instrument() {
	let count = 0;
	return {
		name: 'instrument',
		setup({ onStart, onLoad }) {
			onStart(() => { count = 0; });
			onLoad({ filter: /[\\/]src[\\/](?:core|protocol|editor)[\\/].*\.ts$|[\\/]node_modules[\\/](?:papaparse|smol-toml|yaml|yauzl|zod)[\\/].*\.m?js$/ }, async ({ path }) => {
				const from = count;
				const literals = new Set();
				const { outputText } = ts.transpileModule(await readFile(path, 'utf8'), {
					fileName: path,
					compilerOptions: { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.ESNext, verbatimModuleSyntax: true, isolatedModules: true },
					transformers: { before: [context => source => ts.visitNode(source, visitor(context, () => count++, literals))] },
				});
				return { loader: 'js', contents: `${outputText}\n$parts.push(${JSON.stringify({ from, to: count, literals: [...literals] })});\n` };
			});
		},
	};
}

const alternatives = new Set([ts.SyntaxKind.AmpersandAmpersandToken, ts.SyntaxKind.BarBarToken, ts.SyntaxKind.QuestionQuestionToken]);

function visitor(context, next, literals) {
	const { factory } = context;
	const hit = () => factory.createPostfixIncrement(factory.createElementAccessExpression(factory.createIdentifier('$hits'), next()));
	const counted = expression => factory.createParenthesizedExpression(factory.createComma(hit(), expression));
	const begun = statements => [factory.createExpressionStatement(hit()), ...statements];
	const isTypeof = node => ts.isTypeOfExpression(node);
	const visit = node => {
		if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node) || ts.isTypeNode(node)) { return node; }
		if (ts.isStringLiteralLike(node) && node.text.length >= 2 && node.text.length <= 40) { literals.add(node.text); }
		const seen = ts.visitEachChild(node, visit, context);
		if (ts.isBlock(seen)) { return factory.updateBlock(seen, begun(seen.statements)); }
		if (ts.isCaseClause(seen)) { return factory.updateCaseClause(seen, seen.expression, begun(seen.statements)); }
		if (ts.isDefaultClause(seen)) { return factory.updateDefaultClause(seen, begun(seen.statements)); }
		if (ts.isConditionalExpression(seen)) { return factory.updateConditionalExpression(seen, seen.condition, seen.questionToken, counted(seen.whenTrue), seen.colonToken, counted(seen.whenFalse)); }
		if (ts.isArrowFunction(seen) && !ts.isBlock(seen.body)) { return factory.updateArrowFunction(seen, seen.modifiers, seen.typeParameters, seen.parameters, seen.type, seen.equalsGreaterThanToken, counted(seen.body)); }
		if (ts.isBinaryExpression(seen)) {
			const { left, operatorToken: { kind }, right } = seen;
			if (alternatives.has(kind)) { return factory.updateBinaryExpression(seen, left, seen.operatorToken, counted(right)); }
			if ((kind === ts.SyntaxKind.EqualsEqualsEqualsToken || kind === ts.SyntaxKind.ExclamationEqualsEqualsToken) && !isTypeof(left) && !isTypeof(right)) {
				const call = factory.createCallExpression(factory.createIdentifier('$same'), undefined, [left, right]);
				return kind === ts.SyntaxKind.EqualsEqualsEqualsToken ? call : factory.createLogicalNot(call);
			}
		}
		return seen;
	};
	return visit;
}
