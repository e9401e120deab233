import type { NodeKind } from '../../src/core/lineage/graph';

/** Codicons, as the Lineage view has them. */
export const kindIcons: Readonly<Record<NodeKind, string>> = { version: 'package', dataset: 'database', 'base-model': 'symbol-method', run: 'play-circle', commit: 'git-commit', evaluation: 'checklist', deployment: 'server-environment' };
