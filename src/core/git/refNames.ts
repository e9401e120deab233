import { succeeded } from './failure';
import { runGit } from './run';

/** Branches and tags of the repository, and what the current branch follows. */
export interface GitNames {
	/** 'origin/main'; null where the branch follows none that is here, or no branch is checked out. */
	readonly upstream: string | null;
	readonly branch: string | null;
	/** Local branches, then those of remotes, then tags; the last changed of each first. */
	readonly names: readonly GitName[];
}

export interface GitName { readonly name: string; readonly kind: 'branch' | 'remote' | 'tag'; readonly at: Date | undefined }

const fields = ['HEAD', 'refname', 'refname:short', 'upstream:short', 'upstream:track', 'symref', 'creatordate:unix'];
const kinds = { 'refs/heads/': 'branch', 'refs/remotes/': 'remote', 'refs/tags/': 'tag' } as const;

/** One git process. */
export async function readRefNames(folder: string, signal?: AbortSignal): Promise<GitNames> {
	const output = await runGit(folder, ['for-each-ref', '--sort=-creatordate', `--format=${fields.map(field => `%(${field})`).join('%00')}`, ...Object.keys(kinds)], { signal });
	const rows = succeeded(output, 'list the branches', folder).toString('utf8').split('\n').filter(line => line !== '').map(line => line.split('\0'));
	const current = rows.find(([head]) => head === '*');
	const found = (kind: GitName['kind']) => rows.flatMap(([, ref = '', name = '', , , symref, seconds = '']): GitName[] => {
		const [, is] = Object.entries(kinds).find(([prefix]) => ref.startsWith(prefix)) ?? [];
		// 'origin/HEAD' is another name of one of the others.
		return is !== kind || symref ? [] : [{ name, kind, at: /^\d+$/.test(seconds) ? new Date(Number(seconds) * 1000) : undefined }];
	});
	return { upstream: current && current[3] && current[4] !== '[gone]' ? current[3] : null, branch: current?.[2] ?? null, names: [...found('branch'), ...found('remote'), ...found('tag')] };
}
