/** How frameworks, libraries and run tools write themselves. */
const names: Readonly<Record<string, string>> = {
	pytorch: 'PyTorch', tensorflow: 'TensorFlow', keras: 'Keras', jax: 'JAX', flax: 'Flax', onnx: 'ONNX', mlx: 'MLX', ggml: 'ggml', coreml: 'Core ML', tflite: 'TensorFlow Lite',
	lightgbm: 'LightGBM', xgboost: 'XGBoost', catboost: 'CatBoost', transformers: 'Transformers', peft: 'PEFT', diffusers: 'Diffusers', timm: 'timm',
	'sentence-transformers': 'Sentence Transformers', ultralytics: 'Ultralytics', lightning: 'Lightning', kohya: 'kohya', mlflow: 'MLflow', wandb: 'W&B', dvc: 'DVC', dvclive: 'DVCLive',
	tensorboard: 'TensorBoard', hydra: 'Hydra', optuna: 'Optuna', sacred: 'Sacred', 'params-file': 'params file', user: 'you',
};

export function toolName(tool: string): string {
	return Object.hasOwn(names, tool) ? names[tool] ?? tool : tool;
}
