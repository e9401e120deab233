/** A register as people call it: 'alias:production' is 'production', 'tag:team' is 'the tag team'. */
export function registerTitle(name: string): string {
	const [kind = '', ...rest] = name.split(':');
	const key = rest.join(':');
	switch (kind) {
		case 'alias': return key;
		case 'tag': case 'setting': return `the ${kind} ${key}`;
		case 'archived': return 'the archive';
		default: return `the ${kind}`;
	}
}
