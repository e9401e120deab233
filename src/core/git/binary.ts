import { constants } from 'node:fs';
import { delimiter, isAbsolute, join } from 'node:path';
import { access, stat } from '../files/quick';

const found = new Map<string, string>();

/**
 * The absolute path of the git on the PATH, or null. Looked up here because the operating system's own search may take the
 * `git` that lies in the working folder (Windows always, elsewhere with '.' on the PATH), and the working folder is a stranger's.
 */
export async function findGit(environment: NodeJS.ProcessEnv = process.env): Promise<string | null> {
	const path = environment.PATH ?? environment.Path ?? '';
	const known = found.get(path);
	if (known !== undefined && await isProgram(known)) { return known; }
	for (const folder of path.split(delimiter)) {
		const candidate = join(folder, process.platform === 'win32' ? 'git.exe' : 'git');
		if (isAbsolute(folder) && await isProgram(candidate) && await isReal(candidate)) {
			found.set(path, candidate);
			return candidate;
		}
	}
	return null;
}

async function isProgram(path: string): Promise<boolean> {
	try {
		await access(path, constants.X_OK);
		return (await stat(path)).isFile();
	} catch {
		// Not there, or not ours to run: the next folder of the PATH is asked.
		return false;
	}
}

/** Without the developer tools, macOS's /usr/bin/git is a stand-in that opens a window to install them. */
async function isReal(path: string): Promise<boolean> {
	if (process.platform !== 'darwin' || path !== '/usr/bin/git') { return true; }
	const tools = ['/Library/Developer/CommandLineTools/usr/bin/git', '/Applications/Xcode.app/Contents/Developer/usr/bin/git', '/var/db/xcode_select_link/usr/bin/git'];
	return (await Promise.all(tools.map(isProgram))).includes(true);
}
