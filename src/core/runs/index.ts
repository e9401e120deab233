import { csvLog } from './csvLog';
import { dvc } from './dvc';
import { dvclive } from './dvclive';
import { hydra } from './hydra';
import { lightning } from './lightning';
import { mlflow } from './mlflow';
import { mlflowDatabase } from './mlflowDatabase';
import { optuna } from './optuna';
import { paramsFile } from './paramsFile';
import type { RunReader } from './reader';
import { sacred } from './sacred';
import { tensorboard } from './tensorboard';
import { timm } from './timm';
import { trackio } from './trackio';
import { transformers } from './transformers';
import { ultralytics } from './ultralytics';
import { wandb } from './wandb';

/** Every tool whose records are read. A file that two of them know is read by the first; a folder that several left records in is a run of the first. */
export const runReaders: readonly RunReader[] = [
	transformers,
	ultralytics,
	timm,
	lightning,
	sacred,
	dvclive,
	hydra,
	csvLog,
	tensorboard,
	mlflow,
	mlflowDatabase,
	wandb,
	dvc,
	optuna,
	trackio,
	paramsFile,
];
