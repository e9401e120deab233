import { ProtoScan } from '../parse/protoScan';

/** Looks at one item of a history, configuration or summary record after the other, making nothing: `key` 1 or `nested_key` 2, and `value_json` 16. */
export class WandbItem {
	/** Where the key is, unless it is nested. */
	keyAt = 0;
	keyEnd = 0;
	/** Its parts joined by dots, where there are several. */
	nested: string | undefined;
	/** Where the JSON is; -1 where there is none. */
	jsonAt = -1;
	jsonEnd = 0;
	private readonly scan = new ProtoScan();

	of(bytes: Buffer, start: number, end: number): this {
		const { scan } = this;
		let parts = 0;
		[this.keyAt, this.keyEnd, this.jsonAt, this.nested] = [0, 0, -1, undefined];
		for (scan.of(bytes, start, end); scan.next();) {
			if (scan.wire !== 2) { continue; }
			if (scan.number === 2 && parts++ > 0) {
				// Nearly always there is one.
				this.nested = `${this.nested ?? bytes.toString('utf8', this.keyAt, this.keyEnd)}.${bytes.toString('utf8', scan.start, scan.stop)}`;
			} else if (scan.number === 2 || (scan.number === 1 && parts === 0)) {
				this.keyAt = scan.start;
				this.keyEnd = scan.stop;
			}
			if (scan.number === 16) {
				this.jsonAt = scan.start;
				this.jsonEnd = scan.stop;
			}
		}
		return this;
	}
}
