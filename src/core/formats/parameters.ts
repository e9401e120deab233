import type { Tensor } from '../model';

/** Names of what a quantiser stores beside the packed weights: scales and tables, not weights. */
const BESIDE_WEIGHTS = /(^|[._])(scales|qzeros|g_idx|absmax|quant_map|nested_absmax|nested_quant_map|quant_state\.\w+|SCB|weight_format|weight_scale(_inv|_2)?|weight_zero_point|weight_shape|weight_g_idx|weight_global_scale|input_scale|output_scale|input_global_scale|[kv]_scale)$/;

/** Without such a name among them, no tensor is packed: most models have none, and 100,000 tensors. */
const SIGN_OF_PACKING = /absmax$|qweight$|\.weight_packed$|_scale(_inv)?$|_scales$|SCB$/;

/** Number of weights: each storage once, packed quantised ones by how many each number holds, scales and tables of quantisation not at all. */
export function countParameters(tensors: readonly Tensor[]): number {
	const mayBe = tensors.some(({ name }) => SIGN_OF_PACKING.test(name));
	const byName = new Map(mayBe ? tensors.map(tensor => [tensor.name, tensor]) : []);
	const quantised = mayBe && tensors.some(tensor => isPacked(tensor, byName));
	const seen = new Set<string>();
	let total = 0;
	for (const tensor of tensors) {
		if (tensor.storage !== undefined) {
			if (seen.has(tensor.storage)) { continue; }
			seen.add(tensor.storage);
		}
		if (quantised && BESIDE_WEIGHTS.test(tensor.name)) { continue; }
		total += elements(tensor) * (quantised ? perNumber(tensor, byName) : 1);
	}
	return total;
}

/** Product of the dimensions; one that isn't fixed counts as 1. */
export function elements(tensor: Pick<Tensor, 'shape'>): number {
	return tensor.shape.reduce<number>((product, size) => product * (typeof size === 'number' && size >= 0 ? size : 1), 1);
}

type ByName = ReadonlyMap<string, Tensor>;

function isPacked(tensor: Tensor, byName: ByName): boolean {
	return /(^|\.)qweight$|\.weight_packed$/.test(tensor.name) || byName.has(`${tensor.name}.absmax`) || isMxfp4(tensor, byName)
		|| (/^(I8|F8_E4M3|F8_E5M2)/.test(tensor.dtype) && (byName.has(`${tensor.name}_scale`) || byName.has(`${tensor.name}_scale_inv`) || byName.has(tensor.name.replace(/weight$/, 'SCB'))));
}

function isMxfp4(tensor: Tensor, byName: ByName): boolean {
	return tensor.dtype === 'U8' && tensor.name.endsWith('_blocks') && byName.has(tensor.name.replace(/_blocks$/, '_scales'));
}

/** How many weights one stored number holds: GPTQ and AWQ 8 four-bit ones in an I32 (told by their own tables where these are there), bitsandbytes and MXFP4 2 in a byte. */
function perNumber(tensor: Tensor, byName: ByName): number {
	if (tensor.dtype === 'U8' && byName.has(`${tensor.name}.absmax`)) { return 2; }
	if (isMxfp4(tensor, byName)) { return 2; }
	if (tensor.dtype === 'I32' && /\.weight_packed$/.test(tensor.name)) { return 8; }
	if (tensor.dtype !== 'I32' || !/(^|\.)qweight$/.test(tensor.name)) { return 1; }
	const stem = tensor.name.slice(0, -'qweight'.length);
	const rows = byName.get(`${stem}g_idx`)?.shape[0];
	const columns = byName.get(`${stem}scales`)?.shape.at(-1);
	const [packedRows, packedColumns] = tensor.shape;
	return ratio(rows, packedRows) ?? ratio(columns, packedColumns) ?? 8;
}

function ratio(whole: unknown, packed: unknown): number | undefined {
	return typeof whole === 'number' && typeof packed === 'number' && packed > 0 && whole > packed ? whole / packed : undefined;
}
