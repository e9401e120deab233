import type { VersionDetails } from '../model';

/** The packages of the recorded environment as pip's requirements, Python's own version as a comment; undefined where none is recorded. */
export function environmentText({ model, label, facts: { environment } }: Pick<VersionDetails, 'model' | 'label' | 'facts'>): string | undefined {
	const { python, ...packages } = environment;
	const safe = Object.entries(packages).filter(([name, version]) => /^[A-Za-z0-9][\w.-]*$/.test(name) && /^[\w.+!-]+$/.test(version)).sort(([a], [b]) => (a < b ? -1 : 1));
	if (!safe.length && python === undefined) { return undefined; }
	return [`# The environment of ${model} ${label}, as recorded.`, ...(python === undefined ? [] : [`# Python ${python}`]), ...safe.map(([name, version]) => `${name}==${version}`), ''].join('\n');
}
