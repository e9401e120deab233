/**
 * @template T
 * @param {number} milliseconds
 * @param {string} what names what is waited for, for the error's sentence
 * @param {Promise<T>} promise
 * @returns {Promise<T>}
 */
export async function within(milliseconds, what, promise) {
	/** @type {NodeJS.Timeout | undefined} */
	let timer;
	const late = new Promise((_, reject) => {
		timer = setTimeout(() => reject(new Error(`${what} took longer than ${milliseconds / 1000} s`)), milliseconds);
	});
	try {
		return await Promise.race([promise, /** @type {Promise<never>} */ (late)]);
	} finally {
		clearTimeout(timer);
	}
}
