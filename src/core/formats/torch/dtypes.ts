/** PyTorch's types in safetensors' names, by the class of the storage (`FloatStorage`) or by the type itself (`float8_e4m3fn`). */
const NAMES: Readonly<Record<string, string>> = {
	FloatStorage: 'F32', DoubleStorage: 'F64', HalfStorage: 'F16', BFloat16Storage: 'BF16', LongStorage: 'I64', IntStorage: 'I32', ShortStorage: 'I16', CharStorage: 'I8', ByteStorage: 'U8', BoolStorage: 'BOOL',
	ComplexFloatStorage: 'C64', ComplexDoubleStorage: 'C128', QInt8Storage: 'I8', QUInt8Storage: 'U8', QInt32Storage: 'I32', QUInt4x2Storage: 'U8', QUInt2x4Storage: 'U8', UntypedStorage: 'U8',
	float32: 'F32', float: 'F32', float64: 'F64', double: 'F64', float16: 'F16', half: 'F16', bfloat16: 'BF16', int64: 'I64', long: 'I64', int32: 'I32', int: 'I32', int16: 'I16', short: 'I16', int8: 'I8', uint8: 'U8', bool: 'BOOL',
	complex64: 'C64', complex128: 'C128', complex32: 'C32', uint16: 'U16', uint32: 'U32', uint64: 'U64',
	float8_e4m3fn: 'F8_E4M3', float8_e5m2: 'F8_E5M2', float8_e4m3fnuz: 'F8_E4M3FNUZ', float8_e5m2fnuz: 'F8_E5M2FNUZ', float8_e8m0fnu: 'F8_E8M0', float4_e2m1fn_x2: 'F4', qint8: 'I8', quint8: 'U8', qint32: 'I32',
};
const BYTES: Readonly<Record<string, number>> = { F64: 8, I64: 8, U64: 8, C64: 8, C128: 16, F32: 4, I32: 4, U32: 4, C32: 4, F16: 2, BF16: 2, I16: 2, U16: 2 };
/** Numbers of torch.export's schema (torch/_export/serde/schema.py, ScalarType). */
const EXPORTED: Readonly<Record<number, string>> = {
	1: 'U8', 2: 'I8', 3: 'I16', 4: 'I32', 5: 'I64', 6: 'F16', 7: 'F32', 8: 'F64', 9: 'C32', 10: 'C64', 11: 'C128', 12: 'BOOL', 13: 'BF16',
	28: 'U16', 29: 'F8_E4M3', 30: 'F8_E5M2', 31: 'F8_E4M3FNUZ', 32: 'F8_E5M2FNUZ', 33: 'F8_E8M0', 34: 'U32', 35: 'U64',
};

/** 'F32' of 'FloatStorage' or 'float32'; an unknown one keeps its name. */
export function torchDtype(name: string): string {
	return NAMES[name] ?? name;
}

/** 'F32' of 7, as torch.export counts. */
export function exportedDtype(number: number): string {
	return EXPORTED[number] || `type ${number}`;
}

/** Bytes of one element; 1 for the one-byte types and those that aren't known. */
export function dtypeBytes(dtype: string): number {
	return BYTES[dtype] ?? 1;
}
