import { frameworkTitle } from '../frameworkTitle';

/** How libraries and tools that leave runs behind write themselves. */
const names: Readonly<Record<string, string>> = {
	transformers: 'Transformers', peft: 'PEFT', diffusers: 'Diffusers', 'sentence-transformers': 'Sentence Transformers', ultralytics: 'Ultralytics', lightning: 'Lightning',
	mlflow: 'MLflow', wandb: 'W&B', dvc: 'DVC', gto: 'GTO', dvclive: 'DVCLive', tensorboard: 'TensorBoard', hydra: 'Hydra', optuna: 'Optuna', sacred: 'Sacred', 'params-file': 'params file', tflite: 'TensorFlow Lite',
};

export function toolName(tool: string): string {
	return Object.hasOwn(names, tool) ? names[tool] ?? tool : frameworkTitle(tool);
}
