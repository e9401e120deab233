import { randomHistory } from '../soak/histories';

describe('a team on branches', function () {
	// Each history is some hundred runs of git; those of the soak are half as long again.
	this.timeout(60_000);

	for (let i = 0; i < 25; i++) {
		it(`ends in one state, and loses nothing, whatever was merged in which order (${i})`, async () => { await randomHistory(`merging ${i}`, { steps: 12 }); });
	}
});
