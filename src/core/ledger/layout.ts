import { join } from 'node:path';

export const registryFolderName = '.model-registry';

/** Where everything of a registry is. All absolute. */
export function layoutOf(workspace: string) {
	const root = join(workspace, registryFolderName);
	return {
		workspace,
		root,
		config: join(root, 'registry.json'),
		records: join(root, 'records'),
		evidence: join(root, 'evidence'),
		artifacts: join(root, 'artifacts'),
		database: join(root, 'registry.sqlite'),
		lock: join(root, 'lock'),
	} as const;
}

export type Layout = ReturnType<typeof layoutOf>;
