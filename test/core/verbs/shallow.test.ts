import assert from 'node:assert/strict';
import { renameSync } from 'node:fs';
import { join } from 'node:path';
import { withWorkspace } from '../support/workspace';

describe('verifying without reading', () => {
	it('says that a file is missing and doesn\'t search the workspace for it', () => withWorkspace(async workspace => {
		const registry = await workspace.initialised();
		const { version } = await registry.register(workspace.write('a.bin', 'bytes'), { model: 'm', storage: 'reference' });
		assert.deepEqual(await registry.verify([version.ref], { deep: false }), [{ ref: 'm@v1', path: 'a.bin', state: 'ok' }]);
		renameSync(join(workspace.folder, 'a.bin'), join(workspace.folder, 'b.bin'));
		assert.equal((await registry.verify([version.ref], { deep: false }))[0]?.state, 'missing');
		assert.deepEqual(await registry.verify([version.ref]), [{ ref: 'm@v1', path: 'b.bin', state: 'moved' }]);
	}));
});
