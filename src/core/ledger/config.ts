import * as z from 'zod/mini';
import { RegistryError } from '../errors';
import { asRegistryError, writeAtomic } from '../files/atomic';
import { lstat, readFile, stat } from '../files/quick';
import { canonicalJson } from '../records/canonical';
import { nextId } from '../records/ids';
import type { Layout } from './layout';

export const configSchema = 1;

const config = z.object({
	schema: z.number(),
	id: z.string(),
	name: z.optional(z.string()),
	policies: z._default(z.object({
		/** How bytes are kept; see artifacts/. */
		storage: z._default(z.enum(['copy', 'hardlink', 'reference']), 'copy'),
		/** Untracked or changed files over this are left out of the exact-state snapshot, and named. */
		snapshotFileLimit: z._default(z.number(), 10 << 20),
		/** Days that purged bytes can be brought back. */
		purgeUndoDays: z._default(z.number(), 7),
	}), { storage: 'copy', snapshotFileLimit: 10 << 20, purgeUndoDays: 7 }),
});

export type Config = z.infer<typeof config>;

const ignored = `# The registry's truth is records/ and evidence/. These are local or can be made again.
/artifacts/
/registry.sqlite
/lock
/lock.*
.tmp-*
`;

const attributes = `# Every file is checked against its digest: git must not touch a byte of it.
records/** -text
evidence/** binary
`;

/** Reads registry.json; undefined where there is no registry. Throws 'registry-is-a-file', 'damaged-file'. A newer schema comes back as it is: reading may work, writing is refused. */
export async function readConfig(layout: Layout): Promise<Config | undefined> {
	const root = await lstat(layout.root).catch(() => undefined /* Not here, or in a folder that can't be looked into. */);
	if (!root) { return undefined; }
	if (!root.isSymbolicLink() && !root.isDirectory()) { throw new RegistryError('registry-is-a-file', { path: layout.root }); }
	let text: string;
	try {
		const found = await stat(layout.config);
		if (!found.isFile()) { throw new RegistryError('damaged-file', { path: layout.config, why: 'it is not a regular file. Restore it from git' }); }
		if (found.size > 1 << 20) { throw new RegistryError('damaged-file', { path: layout.config, why: 'it is larger than 1 MiB' }); }
		text = await readFile(layout.config, 'utf8');
	} catch (error) {
		if ((error as NodeJS.ErrnoException).code === 'ENOENT') { return undefined; }
		throw asRegistryError(error, layout.config, 'read');
	}
	try {
		return config.parse(JSON.parse(text));
	} catch (cause) {
		throw new RegistryError('damaged-file', { path: layout.config, why: 'it is not the JSON that a registry needs. Restore it from git' }, { cause });
	}
}

/** Writes what a new registry consists of. What is there already stays. */
export async function writeNewRegistry(layout: Layout, name: string | undefined, now: Date): Promise<Config> {
	const existing = await readConfig(layout);
	if (existing) { return existing; }
	const fresh: Config = config.parse({ schema: configSchema, id: nextId(now.getTime(), undefined), ...(name ? { name } : {}) });
	await writeAtomic(`${layout.root}/.gitignore`, ignored);
	await writeAtomic(`${layout.root}/.gitattributes`, attributes);
	// Last: a registry is there when its registry.json is.
	await writeAtomic(layout.config, canonicalJson(fresh));
	return fresh;
}
