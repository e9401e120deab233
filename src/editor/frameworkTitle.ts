const titles: Readonly<Record<string, string>> = {
	pytorch: 'PyTorch', lightgbm: 'LightGBM', xgboost: 'XGBoost', catboost: 'CatBoost', tensorflow: 'TensorFlow', keras: 'Keras', onnx: 'ONNX', jax: 'JAX', flax: 'Flax', paddle: 'PaddlePaddle', mlx: 'MLX', coreml: 'Core ML', statsmodels: 'statsmodels',
};

/** A framework as its makers write it: 'lightgbm' → 'LightGBM'; what isn't known stays as it is. */
export function frameworkTitle(framework: string): string {
	return Object.hasOwn(titles, framework) ? titles[framework] ?? framework : framework;
}
