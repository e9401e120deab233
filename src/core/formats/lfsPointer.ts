import { damaged, grouped } from './damaged';
import type { ModelFormat } from './format';

const FIRST_LINE = 'version https://git-lfs.github.com/spec/v1\n';

/** Bytes of the file that this text is a pointer to, if it is one. */
export function pointerSize(text: Buffer): number | undefined {
	const size = text.toString('latin1').startsWith(FIRST_LINE) ? /^size (\d{1,15})$/m.exec(text.toString('latin1'))?.[1] : undefined;
	return size === undefined ? undefined : Number(size);
}

/** A Git LFS pointer (Git LFS specification, "The Pointer"): a file that stands for the model until it is fetched. Its oid is the model's SHA-256. */
export const lfsPointer: ModelFormat = {
	name: 'lfs-pointer',
	title: 'Git LFS Pointer',
	extensions: [],

	matches(candidate) {
		return !candidate.isDirectory && candidate.size < 1024 && candidate.head.toString('latin1').startsWith(FIRST_LINE);
	},

	async read(candidate) {
		const text = candidate.head.toString('utf8');
		const oid = /^oid sha256:([0-9a-f]{64})$/m.exec(text)?.[1];
		const size = /^size (\d{1,15})$/m.exec(text)?.[1];
		if (!oid || !size) { throw damaged(candidate, 'it is a Git LFS pointer without an oid or a size'); }
		return {
			kind: 'lfs-pointer',
			metadata: { oid, size },
			summary: `stands for ${grouped(Number(size))} bytes`,
			warnings: [{ code: 'lfs-pointer', message: `This is a Git LFS pointer, not the model: its ${grouped(Number(size))} bytes are not here. Run 'git lfs pull' to fetch them.` }],
		};
	},
};
