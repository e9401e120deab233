import type { Tensor } from '../../model';
import type { ProtoField, ProtoWalker } from '../bytes/protoWalker';
import { damaged } from '../damaged';

const MOST_TENSORS = 200_000;

type Places = { readonly [field: number]: string | Places };
const DENSE: Places = { 20: 'weights', 21: 'bias' };
const GATES: Places = { 20: { 1: 'inputGate', 2: 'forgetGate', 3: 'blockInput', 4: 'outputGate', 20: 'inputGateRecursion', 21: 'forgetGateRecursion', 22: 'blockInputRecursion', 23: 'outputGateRecursion', 40: 'inputGateBias', 41: 'forgetGateBias', 42: 'blockInputBias', 43: 'outputGateBias', 60: 'inputGatePeephole', 61: 'forgetGatePeephole', 62: 'outputGatePeephole' } };
/** Layer type → where its weights are (coremltools, mlmodel/format/NeuralNetwork.proto, the fields of type WeightParams). */
const LAYERS: { readonly [layer: number]: Places } = {
	100: { 90: 'weights', 91: 'bias' }, 130: { 25: { 1: 'alpha' }, 71: { 1: 'alpha', 2: 'beta' } }, 140: DENSE, 150: DENSE, 160: { 15: 'gamma', 16: 'beta', 17: 'mean', 18: 'variance' },
	245: { 2: 'scale', 5: 'bias' }, 250: { 2: 'bias' }, 290: { 2: 'data' }, 400: { 30: 'weights', 31: 'recursion', 32: 'bias' },
	410: { 30: 'updateGate', 31: 'resetGate', 32: 'outputGate', 50: 'updateGateRecursion', 51: 'resetGateRecursion', 52: 'outputGateRecursion', 70: 'updateGateBias', 71: 'resetGateBias', 72: 'outputGateBias' },
	420: GATES, 430: GATES, 500: { 20: 'weights' }, 1040: DENSE, 1045: { 8: 'weights', 9: 'bias' }, 1070: { 2: 'data' }, 1350: { 3: 'gamma', 4: 'beta' }, 1471: { 60: 'weights', 61: 'bias' },
};

export interface Network { readonly tensors: readonly Tensor[]; readonly layers: number; readonly labels: readonly string[] }

/** Layers of a neural network and their weights, which the format keeps as flat lists: of them, how many. */
export async function readNetwork(walker: ProtoWalker, network: ProtoField): Promise<Network> {
	const tensors: Tensor[] = [];
	const labels: string[] = [];
	let layers = 0;
	await walker.walk(network.start, network.end, async field => {
		if (field.number === 100 && field.wire === 2) { await walker.walk(field.start, field.end, async label => { if (label.wire === 2 && labels.length < 1000) { labels.push(await walker.text(label, 200)); } }); }
		if (field.number !== 1 || field.wire !== 2) { return; }
		layers++;
		let name = '';
		await walker.walk(field.start, field.end, async part => {
			if (part.number === 1 && part.wire === 2) { name = await walker.text(part, 1000); }
			const places = LAYERS[part.number];
			if (places && part.wire === 2) { await collect(walker, part, places, name, tensors); }
		});
	});
	return { tensors, layers, labels };
}

async function collect(walker: ProtoWalker, message: ProtoField, places: Places, name: string, tensors: Tensor[]): Promise<void> {
	const times = new Map<number, number>();
	await walker.walk(message.start, message.end, async field => {
		const place = places[field.number];
		if (place === undefined || field.wire !== 2) { return; }
		if (typeof place !== 'string') { return collect(walker, field, place, name, tensors); }
		const weights = await weightsOf(walker, field);
		// The second direction of a recurrent layer has the same fields once more.
		const time = (times.get(field.number) ?? 0) + 1;
		times.set(field.number, time);
		if (tensors.length >= MOST_TENSORS) { throw damaged(walker.file, 'it has more weights than are read'); }
		if (weights) { tensors.push({ name: `${name}.${place}${time > 1 ? time : ''}`, ...weights }); }
	});
}

/** WeightParams: numbers of 32 or 16 bits, or packed ones. */
async function weightsOf(walker: ProtoWalker, params: ProtoField): Promise<Pick<Tensor, 'dtype' | 'shape' | 'bytes'> | undefined> {
	const bytes = new Map<number, number>();
	let bits = 8;
	await walker.walk(params.start, params.end, async field => {
		if (field.wire === 2) { bytes.set(field.number, (bytes.get(field.number) ?? 0) + field.end - field.start); }
		if (field.wire === 5) { bytes.set(1, (bytes.get(1) ?? 0) + 4); }
		if (field.number === 40 && field.wire === 2) { await walker.walk(field.start, field.end, one => { if (one.number === 1 && one.wire === 0 && one.value >= 1n && one.value <= 8n) { bits = Number(one.value); } }); }
	});
	const [whole = 0, half = 0, raw = bytes.get(31) ?? 0] = [bytes.get(1), bytes.get(2), bytes.get(30)];
	if (whole) { return { dtype: 'F32', shape: [whole / 4], bytes: whole }; }
	if (half) { return { dtype: 'F16', shape: [half / 2], bytes: half }; }
	return raw ? { dtype: `U${bits}`, shape: [Math.floor(raw * 8 / bits)], bytes: raw } : undefined;
}
