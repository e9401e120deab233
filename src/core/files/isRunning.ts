import { errorCode } from './asRegistryError';

/** Whether a process of this machine has this number. */
export function isRunning(pid: number): boolean {
	try {
		process.kill(pid, 0);
		return true;
	} catch (error) {
		// EPERM: it is there, but somebody else's.
		return errorCode(error) === 'EPERM';
	}
}
