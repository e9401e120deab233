/** tensorflow/core/framework/types.proto, DataType. */
const NAMES: Readonly<Record<number, string>> = {
	1: 'F32', 2: 'F64', 3: 'I32', 4: 'U8', 5: 'I16', 6: 'I8', 7: 'STRING', 8: 'C64', 9: 'I64', 10: 'BOOL', 11: 'I8', 12: 'U8', 13: 'I32', 14: 'BF16', 15: 'I16', 16: 'U16', 17: 'U16', 18: 'C128', 19: 'F16',
	20: 'RESOURCE', 21: 'VARIANT', 22: 'U32', 23: 'U64', 24: 'F8_E5M2', 25: 'F8_E4M3', 26: 'F8_E4M3FNUZ', 29: 'I4', 30: 'U4',
};

/** 'F32' of 1, and of 101, a reference to one. */
export function tensorflowDtype(number: number): string {
	return NAMES[number > 100 ? number - 100 : number] ?? `type ${number}`;
}
