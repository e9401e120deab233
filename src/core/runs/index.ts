import { paramsFile } from './paramsFile';
import type { RunReader } from './reader';

/** Every tool whose records are read. A file that two of them know is read by the first. */
export const runReaders: readonly RunReader[] = [
	paramsFile,
];
