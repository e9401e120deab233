import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { VersionDetails } from '../../src/core/model';
import { inert } from '../../src/editor/tree/inert';
import type { Standing } from '../../src/editor/tree/node';
import { short } from '../../src/editor/tree/short';
import { versionTooltip } from '../../src/editor/tree/versionTooltip';

const hostile = '[click](command:workbench.action.terminal.new) <script>alert(1)</script> ![x](http://e/) $(rocket) `code` | a | b\n# head\u0000\u202E&amp;';

describe('text from outside, in Markdown', () => {
	it('has no character left that means anything there', () => {
		fc.assert(fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.constant(hostile)), text => {
			const shown = inert(text, 10_000);
			assert.doesNotMatch(shown.replace(/&#?\w+;/g, ''), /[\\`*_{}[\]()#+\-.!|~$:<>&@"'\n\r\u0000\u202E]/);
		}));
	});

	it('reads as it was written', () => {
		const back = (text: string) => text.replace(/&#(\d+);/g, (_, code: string) => String.fromCodePoint(Number(code))).replace(/&lt;/g, '<').replace(/&gt;/g, '>').replace(/&amp;/g, '&');
		fc.assert(fc.property(fc.string({ unit: 'grapheme-ascii', maxLength: 150 }), text => { assert.equal(back(inert(text)), text.trim()); }));
	});

	it('is bounded', () => {
		assert.ok(short('x'.repeat(5000)).length <= 120);
		assert.ok(short('$(bug)'.repeat(5000)).length <= 120);
	});

	it('draws no icon in lists, and no text is changed otherwise', () => {
		assert.equal(short('$(bug) $(sync~spin) costs $(5 or $()'), '$\u2060(bug) $\u2060(sync~spin) costs $(5 or $()');
		assert.ok(inert('x'.repeat(5000), 50).length <= 50);
	});
});

describe('a version\'s tooltip', () => {
	const details = {
		id: '01', model: hostile, label: 'v1', ref: 'm@v1', number: 1, aliases: [hostile], contested: [hostile], tags: {}, notes: hostile, archived: false, purged: undefined,
		at: new Date('2026-11-21T09:14:00'), by: { name: hostile, email: '' }, metrics: { [hostile]: 0.5, auc: 0.8764 }, params: {}, written: {},
		artifact: { digest: 'ab'.repeat(32), kind: 'file', format: 'x', bytes: 10, path: hostile, storage: 'copy' }, framework: hostile, summary: hostile, parameters: 1, tensorCount: 1, inputCount: 0,
		git: null, gitState: { commit: hostile, branch: hostile, remote: null, dirty: true, path: '', snapshot: null, leftOut: [] }, untied: undefined, record: '', files: [], sources: {},
		facts: { kind: 'model', library: undefined, signature: undefined, inputs: [], runs: [], environment: {}, warnings: [], disagreements: [] },
	} as unknown as VersionDetails;
	const baseline = { id: '00', label: 'v0', metrics: { auc: 0.8731 }, written: {} } as unknown as Standing['baseline'];
	const standing: Standing = { metric: 'auc', directions: {}, baseline, contested: false, latest: undefined, conflicts: [] };

	it('acts only through its own links, whatever the record says', () => {
		const text = versionTooltip(details, standing, [{ title: 'Show History', command: 'modelRegistry.showHistory', args: [{ version: '01' }] }]);
		assert.deepEqual([...text.matchAll(/\]\(([^)?]*)/g)].map(match => match[1]), ['command:modelRegistry.showHistory']);
		assert.doesNotMatch(text, /<(?!\/?span\b)/, 'html other than a coloured span');
		assert.doesNotMatch(text, /\$\(rocket\)/);
	});

	it('holds title, metrics against production, facts: in that order', () => {
		const plain = versionTooltip({ ...details, model: 'churn', notes: 'Bins tenure.', aliases: ['staging'], contested: [], by: { name: 'RK', email: '' } }, standing, []);
		const parts = plain.split('\n\n---\n\n');
		assert.equal(parts.length, 3);
		assert.match(parts[0] ?? '', /^\*\*churn v1\*\* &nbsp; \$\(beaker\) staging · registered 21 Nov 2026, 09:14 by RK\n\nBins tenure/);
		assert.match(parts[1] ?? '', /^Metrics against production &#40;v0&#41;/);
		assert.match(parts[1] ?? '', /auc &nbsp; \| 0&#46;8764 \| <span style="color:var\(--vscode-charts-green\);">&nbsp; ▲ &#43;0&#46;0033<\/span>/);
	});
});
