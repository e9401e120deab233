/** Packages with the versions that a requirements file pins (`name==1.2`), by their names as pip normalises them. Everything else in it is passed over. */
export function pinnedVersions(requirements: string): Readonly<Record<string, string>> {
	return Object.fromEntries(requirements.split('\n').flatMap(line => {
		const [, name, version] = /^\s*([A-Za-z0-9][\w.-]*)(?:\[[^\]]*\])?\s*={2,3}\s*([\w.+!-]+)/.exec(line) ?? [];
		return name !== undefined && version !== undefined ? [[name.toLowerCase().replace(/[-_.]+/g, '-'), version]] : [];
	}));
}
