import yauzl from 'yauzl';

/**
 * @param {string} file
 * @returns {Promise<string[]>} the names in a zip archive
 */
export function zipEntries(file) {
	return new Promise((resolve, reject) => {
		yauzl.open(file, (error, zip) => {
			if (error) {
				reject(error);
				return;
			}
			/** @type {string[]} */
			const names = [];
			zip.on('entry', (/** @type {{ fileName: string }} */ entry) => names.push(entry.fileName));
			zip.on('error', reject);
			zip.on('end', () => resolve(names));
		});
	});
}
