import { join } from 'node:path';
import { crowd } from '../soak/crowd';
import { damageMany } from '../soak/damage';
import { killMany } from '../soak/kills';

/** The same, for as long as one likes, is `npm run soak`. */
const bundle = join(__dirname, 'soak.js');

describe('faults', function () {
	this.timeout(120_000);

	it('a process killed at any instant loses nothing that it acknowledged, and leaves nothing half-done', async () => { await killMany(10, 'test', bundle); });
	it('nor does one that has its registry on a thread, as the extension host of the editor has', async () => { await killMany(4, 'test', bundle, { where: 'work-on-thread' }); });
	it('four processes register at once without losing a record or sharing a number', async () => { await crowd(4, 25, bundle); });
	it('damage to the database, a record or an artifact is noticed, and all else is intact', async () => { await damageMany(8, 'test'); });
});
