import assert from 'node:assert/strict';
import { html } from '../../src/editor/pages/html';

const page = html({ title: `a"><script>alert(1)</script>`, language: 'en', source: 'https://pages.example', nonce: 'n0nce', script: 'https://pages.example/x.js', style: 'https://pages.example/x.css', icons: 'https://pages.example/icons.css' });

describe('the html of a page', () => {
	it('allows what it loads itself and nothing else', () => {
		const policy = /Content-Security-Policy" content="([^"]*)"/.exec(page)?.[1]?.replaceAll('&#39;', `'`) ?? '';
		const allowed = Object.fromEntries(policy.split('; ').map(part => [part.split(' ')[0], part.split(' ').slice(1)]));
		assert.deepEqual(allowed['default-src'], [`'none'`]);
		assert.deepEqual(allowed['script-src'], [`'nonce-n0nce'`]);
		assert.doesNotMatch(policy, /unsafe|\*|data:|http:/);
	});

	it('has no inline script, style or handler, and one script', () => {
		assert.equal(page.match(/<script/g)?.length, 1);
		assert.match(page, /<script nonce="n0nce" src="[^"]+"><\/script>/);
		assert.doesNotMatch(page, /<style|\sstyle=|\son\w+=/);
	});

	it('holds a title as text', () => {
		assert.match(page, /<title>a&#34;&#62;&#60;script&#62;/);
	});
});
