import { posix } from 'node:path';
import type { Input, WorkspacePath } from '../model';
import type { OpenFolder } from '../runs/folder';

export interface HubOrigin {
	readonly inputs: readonly Input[];
	readonly metadata: Readonly<Record<string, string>>;
}

const inCache = /(?:^|\/)models--([^/]+)\/snapshots\/([0-9a-f]{40})(?:\/|$)/;
/** Folders above a file that may be the one which `hf download --local-dir` filled. */
const maxParents = 6;

/**
 * Where on the Hugging Face Hub a file was downloaded from: by its place in a Hub cache inside the workspace, or by the note that
 * `hf download --local-dir` keeps for each file (huggingface_hub documentation, 'Understand caching'; _local_folder.py). The note has commit and
 * digest, not the repository.
 */
export async function hubOrigin(open: OpenFolder, path: WorkspacePath): Promise<HubOrigin> {
	const [, repository, commit] = inCache.exec(path) ?? [];
	if (repository !== undefined && commit !== undefined) {
		const name = repository.replace('--', '/');
		return { metadata: { 'hub.commit': commit }, inputs: [{ relation: 'converted-from', name, uri: `hf://${name}@${commit}`, source: { tool: 'huggingface', path, field: 'path' }, certainty: 'certain' }] };
	}
	let parent = path;
	for (let up = 0; up < maxParents && parent !== '.' && parent !== ''; up++) {
		parent = posix.dirname(parent);
		const folder = await open(parent === '.' ? '' : parent);
		const note = await folder?.text(`.cache/huggingface/download/${posix.relative(parent, path)}.metadata`, 1024).catch(() => undefined /* A note too long to be one tells nothing. */);
		const [revision = '', etag = ''] = (note ?? '').split('\n').map(line => line.trim());
		if (/^[0-9a-f]{40}$/.test(revision)) {
			return { inputs: [], metadata: { 'hub.commit': revision, ...(/^[0-9a-f]{64}$/.test(etag) ? { 'hub.sha256': etag } : {}) } };
		}
	}
	return { inputs: [], metadata: {} };
}
