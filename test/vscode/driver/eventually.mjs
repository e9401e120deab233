import { setTimeout as delay } from 'node:timers/promises';

/** @type {typeof import('../window.mjs').eventually} */
export async function eventually(check, patience = 20_000) {
	const end = Date.now() + patience;
	for (;;) {
		try {
			return await check();
		} catch (error) {
			if (Date.now() > end) {
				throw error;
			}
		}
		await delay(50);
	}
}
