import type { Warning } from '../../core/model';

/** Formats that hold numbers and names only: loading them can't run anything that is inside. */
const harmless = new Set(['safetensors', 'gguf', 'lightgbm', 'xgboost', 'onnx', 'tflite', 'catboost', 'npy']);

export function isDangerous({ code }: Pick<Warning, 'code'>): boolean {
	return code.startsWith('dangerous');
}

export function isHarmless(format: string): boolean {
	return harmless.has(format);
}
