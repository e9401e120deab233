import type { Tensor } from '../../../src/core/model';
import { packTensors } from '../../../src/protocol/tensorColumns';
import { countNumbers } from '../../../src/editor/inspect/packed';
import { tensorList, type TensorList } from '../../../webview-ui/inspect/tensors/tensorList';

/** A tensor of 32-bit floats. */
export function f32(name: string, ...shape: number[]): Tensor {
	return { name, dtype: 'F32', shape, bytes: 4 * shape.reduce((product, size) => product * size, 1) };
}

/** The tensors of a DistilRoBERTa classifier, by their names, in the order in which PyTorch defines them: 105 of them. */
export function distilRoberta(layers = 6): readonly Tensor[] {
	const linear = (name: string, to: number, from: number) => [f32(`${name}.weight`, to, from), f32(`${name}.bias`, to)];
	const norm = (name: string) => [f32(`${name}.weight`, 768), f32(`${name}.bias`, 768)];
	const layer = (at: string) => [
		...['self.query', 'self.key', 'self.value', 'output.dense'].flatMap(name => linear(`${at}.attention.${name}`, 768, 768)), ...norm(`${at}.attention.output.LayerNorm`),
		...linear(`${at}.intermediate.dense`, 3072, 768), ...linear(`${at}.output.dense`, 768, 3072), ...norm(`${at}.output.LayerNorm`),
	];
	return [
		f32('roberta.embeddings.word_embeddings.weight', 50265, 768), f32('roberta.embeddings.position_embeddings.weight', 514, 768), f32('roberta.embeddings.token_type_embeddings.weight', 1, 768),
		...norm('roberta.embeddings.LayerNorm'),
		...Array.from({ length: layers }, (_none, at) => layer(`roberta.encoder.layer.${at}`)).flat(),
		...linear('classifier.dense', 768, 768), ...linear('classifier.out_proj', 3, 768),
	];
}

export function listOf(tensors: readonly Tensor[]): TensorList {
	return tensorList(packTensors(tensors, countNumbers(tensors)));
}
