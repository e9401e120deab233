/** Names beyond these are made a text of each time: a log in earnest has some hundreds. */
const most = 10_000;

interface Known<T> { readonly bytes: Buffer; readonly entry: T }

/**
 * What belongs to names that stand in bytes, over and over and mostly in the same order: that of the one which came after the last one is tried
 * first, so that no text is made of it.
 */
export class KnownNames<T> {
	private readonly inOrder: Known<T>[] = [];
	private readonly byName = new Map<string, number>();
	private next = 0;

	/** @param make what belongs to a name that is new */
	constructor(private readonly make: (name: string) => T) {}

	of(bytes: Buffer, start: number, end: number): T {
		const guess = this.inOrder[this.next];
		if (guess && isAt(guess.bytes, bytes, start, end)) {
			this.next = (this.next + 1) % this.inOrder.length;
			return guess.entry;
		}
		const name = bytes.toString('utf8', start, end);
		const place = this.byName.get(name);
		const known = place === undefined ? undefined : this.inOrder[place];
		if (known && place !== undefined) {
			this.next = (place + 1) % this.inOrder.length;
			return known.entry;
		}
		const entry = this.make(name);
		if (this.inOrder.length < most) {
			this.byName.set(name, this.inOrder.length);
			this.inOrder.push({ bytes: Buffer.from(bytes.subarray(start, end)), entry });
			this.next = 0;
		}
		return entry;
	}
}

function isAt(name: Buffer, bytes: Buffer, start: number, end: number): boolean {
	if (name.length !== end - start) { return false; }
	// The last letters differ first: 'train/loss', 'train/accuracy'.
	for (let at = name.length - 1; at >= 0; at--) { if (name[at] !== bytes[start + at]) { return false; } }
	return true;
}
