import { join, resolve as resolvePath } from 'node:path';
import { openImage } from '../database/image';
import { gatherFacts } from '../facts/gather';
import type { Version } from '../model';
import type { FoundRun } from '../runs/reader';
import type { Context, LongRunning } from '../verbs/context';
import { factsOf } from '../verbs/factsOf';
import { register, type RegisterOptions } from '../verbs/register';
import { gatherBytes } from './bytes/gatherBytes';
import type { FoundVersion, ImportTool } from './found';
import { originTag } from './marks';
import { textFrom } from './names';
import type { PlannedVersion } from './plan';
import { withRun, withSaidThere } from './withRun';

const titles: { readonly [T in ImportTool]: string } = { mlflow: 'MLflow', wandb: 'W&B', gto: 'GTO', dvc: 'DVC' };

/** Registers a planned version with all that is known of it. Bytes that the model has by hand become this version; those of another import stay another one. */
export async function importVersion(ctx: Context, planned: PlannedVersion, tool: ImportTool, run: FoundRun | undefined, long: LongRunning): Promise<Version | undefined> {
	const { found } = planned;
	const { bytes } = found;
	const notes = textFrom(found.notes, ctx.layout.workspace);
	const code = codeOf(found, tool);
	const options: RegisterOptions = {
		...long, model: planned.model, tags: planned.tags, again: same => (same.tags[originTag] ?? planned.origin) !== planned.origin,
		...(notes === undefined ? {} : { notes }), ...(found.number === undefined ? {} : { number: found.number }), ...(code ? { code } : {}),
	};
	const said = (facts: Parameters<typeof withRun>[0]) => withSaidThere(withRun(facts, run), found.params);
	switch (bytes.in) {
		case 'nowhere': return undefined;
		case 'workspace': {
			const facts = await factsOf(ctx, resolvePath(ctx.layout.workspace, bytes.path), { model: planned.model, ...(long.signal ? { signal: long.signal } : {}) });
			return (await register(ctx, bytes.path, { ...options, asIs: true, facts: said(facts) })).version;
		}
		case 'pieces': {
			const gathered = await gatherBytes(bytes, { workspace: ctx.layout.workspace, artifacts: ctx.artifacts, git: await ctx.git(), ...(long.signal ? { signal: long.signal } : {}) });
			try {
				const bytesFrom = join(gathered.root, ...bytes.path.split('/'));
				// The folder stands in for the workspace as it was: what lies there beside the model is of its time.
				const facts = await gatherFacts({ workspace: gathered.root, path: bytesFrom, model: planned.model, sqlite: openImage, ...(long.signal ? { signal: long.signal } : {}) });
				return (await register(ctx, bytes.path, { ...options, asIs: true, bytesFrom, facts: said(facts) })).version;
			} finally {
				await gathered.remove();
			}
		}
	}
}

/** The code of a version that was made at some time is not what stands here now. DVC's are: its files say what the working tree should hold. */
function codeOf({ code }: FoundVersion, tool: ImportTool): RegisterOptions['code'] {
	if (tool === 'dvc') { return undefined; }
	if (code?.exact) { return { commit: code.commit, exact: true }; }
	if (code) { return { commit: code.commit, exact: false, say: `${titles[tool]} doesn't tell whether files were changed after this commit.` }; }
	return { commit: null, say: `It was imported from ${titles[tool]}, which doesn't know the commit of its code.` };
}
