import { csvLog } from './csvLog';
import { lightning } from './lightning';
import { mlflow } from './mlflow';
import { mlflowDatabase } from './mlflowDatabase';
import { paramsFile } from './paramsFile';
import type { RunReader } from './reader';
import { tensorboard } from './tensorboard';
import { transformers } from './transformers';
import { ultralytics } from './ultralytics';
import { wandb } from './wandb';

/** Every tool whose records are read. A file that two of them know is read by the first. */
export const runReaders: readonly RunReader[] = [
	transformers,
	ultralytics,
	lightning,
	csvLog,
	tensorboard,
	mlflow,
	mlflowDatabase,
	wandb,
	paramsFile,
];
