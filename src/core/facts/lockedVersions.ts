/** A package of a lock file that is there by its own path: the project itself, or a neighbour. */
const own = /^source = \{ (?:virtual|editable|directory) = /m;

/**
 * Packages with their versions by the `[[package]]` tables that uv, Poetry and PDM write and the `[[packages]]` of pylock.toml (Python Packaging User
 * Guide, 'pylock.toml'). One of several versions by markers is left out: which of them was installed the file doesn't say. The project itself is no package of it.
 */
export function lockedVersions(text: string): Readonly<Record<string, string>> {
	const found = new Map<string, Set<string>>();
	for (const table of text.split(/^(?=\[\[packages?\]\]\r?$)/m).slice(1)) {
		// What belongs to the package follows in tables of its own.
		const head = table.slice(0, table.search(/\n\[(?!\[packages?\]\])/) + 1 || undefined);
		const [name, version] = ['name', 'version'].map(key => new RegExp(`^${key} = "([^"\\n]+)"`, 'm').exec(head)?.[1]);
		if (name === undefined || version === undefined || own.test(head)) { continue; }
		const key = name.toLowerCase().replace(/[-_.]+/g, '-');
		found.set(key, (found.get(key) ?? new Set()).add(version));
	}
	return Object.fromEntries([...found].flatMap(([name, versions]) => (versions.size === 1 ? [[name, [...versions].join('')] as const] : [])));
}
