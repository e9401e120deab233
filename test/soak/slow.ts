/** Arguments for node that make a folder's files slow and odd (slowFiles.cjs). Tests and soaks run from the repository's root. */
export function slowly(milliseconds: number | undefined): readonly string[] {
	return milliseconds === undefined ? [] : ['--require', './test/soak/slowFiles.cjs'];
}

/** The environment that goes with them. `report` is a file that gets how many calls held the process's main thread up. */
export function slowEnvironment(folder: string, milliseconds: number | undefined, report?: string): NodeJS.ProcessEnv {
	return milliseconds === undefined ? process.env : { ...process.env, SLOW_FOLDER: folder, SLOW_MS: String(milliseconds), SLOW_ODD: '1', ...(report === undefined ? {} : { SLOW_REPORT: report }) };
}
