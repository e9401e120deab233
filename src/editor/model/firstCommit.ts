import { shortCommit } from '../../core/present/hash';
import type { Registry } from '../../core/registry';

/** The commit of the version that got worse, and how far it is from the one before: '2 commits, 3 files'. Undefined where it isn't tied to git. */
export async function firstCommit(registry: Registry, before: string, at: string): Promise<{ readonly commit: string; readonly words: string } | undefined> {
	const { git } = await registry.version(at);
	if (!git?.commit) { return undefined; }
	const { sections } = await registry.compare([before, at], { base: before });
	return { commit: shortCommit(git.commit), words: sections.find(section => section.id === 'code')?.note ?? '' };
}
