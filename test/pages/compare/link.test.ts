import assert from 'node:assert/strict';
import fc from 'fast-check';
import { shownAtFirst } from '../../../src/editor/compare/comparedView';
import { linkOf, parseLink } from '../../../src/editor/compare/link';

const id = fc.stringMatching(/^[0-9A-Z]{26}$/);

describe('links to comparisons', () => {
	it('say what they were made from, in whatever editor', () => {
		fc.assert(fc.property(fc.uniqueArray(id, { minLength: 2, maxLength: 200 }), fc.nat(), fc.constantFrom('vscode', 'vscode-insiders', 'code-oss', 'vscodium'), (versions, which, scheme) => {
			const link = { registry: versions[0] ?? '', versions, base: versions[which % versions.length] ?? '' };
			assert.deepEqual(parseLink(` ${linkOf(scheme, 'model-registry.model-registry', link)}\n`), link);
		}), { numRuns: 50 });
	});

	it('carry what is shown, and only where it is not how a page begins', () => {
		const versions = ['A'.repeat(26), 'B'.repeat(26)], link = { registry: 'x', versions, base: versions[0] ?? '' };
		const view = fc.record({ onlyDifferences: fc.boolean(), isGrouped: fc.boolean(), bySize: fc.boolean(), query: fc.string({ maxLength: 40 }), isRegex: fc.boolean(), evaluated: fc.string({ maxLength: 9 }), isTransposed: fc.boolean(), chart: fc.constantFrom('', 'curves', 'parallel'), chartMetric: fc.constantFrom('', 'metrics/auc'), chartParameter: fc.constantFrom('', 'parameters/lr') });
		fc.assert(fc.property(view, shown => {
			const text = linkOf('vscode', 'a', { ...link, view: shown });
			assert.deepEqual({ ...parseLink(text)?.view ?? shownAtFirst }, { ...shown }, text);
		}));
		assert.equal(linkOf('vscode', 'a', { ...link, view: shownAtFirst }), linkOf('vscode', 'a', link));
		assert.equal(parseLink(`${linkOf('vscode', 'a', link)}&chart=<script>`)?.view, undefined);
	});

	it('are refused where they are cut, or are something else', () => {
		const a = 'A'.repeat(26), b = 'B'.repeat(26), of = (query: string) => parseLink(`vscode://model-registry.model-registry/compare?${query}`);
		assert.ok(of(`registry=x&versions=${a},${b}`));
		for (const query of ['', `registry=x&versions=${a}`, `versions=${a},${b}`, `registry=x&versions=${a},${b.slice(1)}`, `registry=x&base=../..&versions=${a},${b}`, `registry=x&versions=${a},${a}`, `registry=x&versions=${Array.from({ length: 201 }, (_, at) => String(at).padStart(26, '0')).join()}`]) { assert.equal(of(query), undefined, query); }
		assert.equal(parseLink('https://example.com/'), undefined);
		fc.assert(fc.property(fc.string(), text => { parseLink(text); parseLink(`vscode://a/compare?${text}`); }));
	});
});
