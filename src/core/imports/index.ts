import { dvc } from './dvc';
import type { ImportTool } from './found';
import { gto } from './gto';
import { mlflow } from './mlflow';
import type { ImportSource } from './source';
import { wandb } from './wandb';

/** Every registry that can be brought in. A new one is a file and a line here. */
export const importSources: { readonly [T in ImportTool]: ImportSource } = { mlflow, wandb, gto, dvc };
