import assert from 'node:assert/strict';
import fc from 'fast-check';
import { decimalAt } from '../../../src/core/parse/decimalAt';
import { KnownNames } from '../../../src/core/parse/knownNames';
import { eachField } from '../../../src/core/parse/protobuf';
import { ProtoScan } from '../../../src/core/parse/protoScan';
import { Series } from '../../../src/core/runs/parse/series';
import { WandbItems } from '../../../src/core/runs/wandbItems';

const at = (text: string) => decimalAt(Buffer.from(`<${text}>`), 1, text.length + 1);

describe('what long logs are read with', () => {
	it('a number in bytes is to the last bit what its text stands for', () => {
		fc.assert(fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), value => { assert.equal(at(JSON.stringify(value)), Number(JSON.stringify(value))); }));
		fc.assert(fc.property(fc.bigInt({ min: -(10n ** 17n), max: 10n ** 17n }), fc.nat(25), (whole, decimals) => {
			const digits = String(whole < 0n ? -whole : whole).padStart(decimals + 1, '0');
			const text = `${whole < 0n ? '-' : ''}${decimals === 0 ? digits : `${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`}`;
			assert.ok(Object.is(at(text), Number(text)), text);
		}));
		for (const [text, value] of [['-0', -0], ['0.1', 0.1], ['1e-5', 1e-5], ['2.5E+3', 2500], ['0.30000000000000004', 0.30000000000000004], ['9007199254740993', 9007199254740992]] as const) { assert.ok(Object.is(at(text), value), text); }
		for (const text of ['', '-', 'NaN', 'Infinity', '"1"', 'null', '1 ', '1..2', '.5', '+1', '0x1', '1e', '{}']) { assert.ok(Number.isNaN(at(text)), text); }
	});

	it('a scan sees the fields that a visit sees, of anything', () => {
		const scan = new ProtoScan();
		fc.assert(fc.property(fc.uint8Array({ maxLength: 60 }), bytes => {
			const message = Buffer.from(bytes);
			const visited: unknown[] = [], scanned: unknown[] = [];
			eachField(message, 0, message.length, ({ number, wire, value, start, end }) => { visited.push(wire === 0 ? [number, wire, value] : [number, wire, start, end]); });
			for (scan.of(message, 0, message.length); scan.next();) { scanned.push(scan.wire === 0 ? [scan.number, scan.wire, scan.value] : [scan.number, scan.wire, scan.start, scan.stop]); }
			assert.deepEqual(scanned, visited);
		}), { numRuns: 2_000 });
	});

	it('names are known whatever their order, and each is made once', () => {
		fc.assert(fc.property(fc.array(fc.constantFrom('loss', 'train/loss', 'boss', 'é', '', 'lr')), order => {
			const made: string[] = [];
			const names = new KnownNames(name => { made.push(name); return { name }; });
			for (const name of order) { const bytes = Buffer.from(`--${name}--`); assert.equal(names.of(bytes, 2, bytes.length - 2).name, name); }
			assert.deepEqual(made, [...new Set(order)]);
		}));
	});

	it('a summary is what its last changes left, though the bytes are used again', () => {
		const field = (number: number, payload: Buffer) => Buffer.concat([Buffer.from([number < 16 ? number * 8 + 2 : 0x82, ...number < 16 ? [] : [1], payload.length]), payload]);
		const item = (json: string, ...keys: readonly string[]) => Buffer.concat([...keys.map(key => field(keys.length > 1 ? 2 : 1, Buffer.from(key))), field(16, Buffer.from(json))]);
		const room = Buffer.alloc(200);
		const items = new WandbItems();
		for (const record of [
			field(1, item('0.5', 'loss')), field(1, item('"a long text that is some more than thirty-two bytes long"', 'note')), field(1, item('1', 'gone')), field(1, item('3', 'deep', 'er')),
			Buffer.concat([field(1, item('0.25', 'loss')), field(2, item('', 'gone'))]), field(1, item('nothing', 'spoilt')),
		]) { record.copy(room); items.take(room, 0, record.length); }
		room.fill(0);
		assert.deepEqual(JSON.parse(JSON.stringify([...items.values()].map(([name, value]) => [name, typeof value === 'object' && value !== null && 'value' in value ? value.value : value]))), [
			['loss', 0.25], ['note', 'a long text that is some more than thirty-two bytes long'], ['deep.er', 3],
		]);
	});

	it('a series reckons what a value is told as for the points that are kept', () => {
		let asked = 0;
		const series = new Series(100, value => { asked++; return value * 2; });
		for (let step = 0; step < 10_000; step++) { series.add(step, step); }
		const { steps, values } = series.history();
		assert.deepEqual([values, series.last?.value, steps.at(-1)], [steps.map(step => step * 2), 19_998, 9_999]);
		assert.ok(asked < 200 && steps.length <= 101);
	});
});
