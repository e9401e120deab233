import { Numeral, type Data } from '../parse/data';
import { decimalAt } from '../parse/decimalAt';
import { KnownNames } from '../parse/knownNames';
import { ProtoScan } from '../parse/protoScan';
import { Series } from './parse/series';
import { WandbItem } from './wandbItem';
import { wandbJson } from './wandbJson';

const maxKeys = 5_000;

/** A key of the rows, and its value in the row that is being read. */
interface Key { readonly name: string; value: number; row: number }

/** Gathers the rows of a run's history (wandb/proto/wandb_internal.proto, HistoryRecord), metric by metric. Numbers are read where they stand; no text is made of them. */
export class WandbHistories {
	private readonly record = new ProtoScan();
	private readonly item = new WandbItem();
	private readonly step = new ProtoScan();
	private readonly keys = new KnownNames((name): Key => this.key(name));
	private readonly byName = new Map<string, Key>();
	/** Counts rows, so that what an earlier one said need not be cleared. */
	private row = 0;
	private inRow: Key[] = [];

	/** @param series grows, a metric at a time */
	constructor(private readonly series: Map<string, Series>) {}

	/** One row: items 1, step 2. */
	take(bytes: Buffer, start: number, end: number): void {
		this.row++;
		this.inRow.length = 0;
		let stepAt = -1, stepEnd = 0;
		for (this.record.of(bytes, start, end); this.record.next();) {
			if (this.record.wire !== 2) { continue; }
			if (this.record.number === 1) { this.takeItem(bytes, this.record.start, this.record.stop); }
			if (this.record.number === 2) { stepAt = this.record.start; stepEnd = this.record.stop; }
		}
		const step = this.valueOf('_step') ?? (stepAt < 0 ? 0 : this.stepIn(bytes, stepAt, stepEnd));
		const seconds = this.valueOf('_timestamp');
		const time = seconds === undefined ? NaN : Math.round(seconds * 1000);
		for (const key of this.inRow) { if (!key.name.startsWith('_')) { this.seriesOf(key.name)?.add(step, key.value, time); } }
	}

	private key(name: string): Key {
		const known = this.byName.get(name) ?? { name, value: NaN, row: 0 };
		if (this.byName.size < 2 * maxKeys) { this.byName.set(name, known); }
		return known;
	}

	private valueOf(name: string): number | undefined {
		const key = this.byName.get(name);
		return key?.row === this.row ? key.value : undefined;
	}

	private seriesOf(name: string): Series | undefined {
		const known = this.series.get(name);
		if (known || this.series.size >= maxKeys) { return known; }
		const series = new Series();
		this.series.set(name, series);
		return series;
	}

	/** `HistoryStep.num` 1. */
	private stepIn(bytes: Buffer, start: number, end: number): number {
		let step = 0;
		for (this.step.of(bytes, start, end); this.step.next();) { if (this.step.number === 1 && this.step.wire === 0) { step = this.step.value; } }
		return step;
	}

	private takeItem(bytes: Buffer, start: number, end: number): void {
		const { keyAt, keyEnd, nested, jsonAt, jsonEnd } = this.item.of(bytes, start, end);
		if (jsonAt < 0) { return; }
		const key = nested === undefined ? this.keys.of(bytes, keyAt, keyEnd) : this.key(nested);
		const number = decimalAt(bytes, jsonAt, jsonEnd);
		if (!Number.isNaN(number)) { this.put(key, number); } else if (bytes[jsonAt] !== 0x22) { this.flatten(key.name, wandbJson(bytes.toString('utf8', jsonAt, jsonEnd))); }
	}

	/** Of a key that comes twice in a row the last value counts. */
	private put(key: Key, value: number): void {
		if (key.row !== this.row) { this.inRow.push(key); }
		key.row = this.row;
		key.value = value;
	}

	/** Pictures and tables are mappings that name their kind. */
	private flatten(name: string, value: Data | undefined): void {
		if (value instanceof Numeral) { this.put(this.key(name), value.value); }
		if (value instanceof Map && !value.has('_type')) { for (const [key, inner] of value as ReadonlyMap<string, Data>) { this.flatten(`${name}.${key}`, inner); } }
	}
}
