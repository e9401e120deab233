/** Which lane is in use up to which height. Everything is placed from the bottom up, so the topmost use of a lane is all there is to know. */
export class Lanes {
	/** Lane → the height of its topmost use, and the node whose edges have used it without a break since a height. */
	readonly #top: { height: number; owner: string; since: number }[] = [];

	get count(): number {
		return this.#top.length;
	}

	/** The lowest lane that nothing uses above `height` and that isn't among `taken`. */
	free(height: number, taken: ReadonlySet<number> = new Set()): number {
		for (let lane = 0; lane < this.#top.length; lane++) {
			if ((this.#top[lane]?.height ?? -1) <= height && !taken.has(lane)) { return lane; }
		}
		let lane = this.#top.length;
		while (taken.has(lane)) { lane++; }
		return lane;
	}

	occupy(lane: number, height: number, owner: string, since = height): void {
		while (this.#top.length <= lane) { this.#top.push({ height: -1, owner: '', since: -1 }); }
		this.#top[lane] = { height, owner, since };
	}

	/**
	 * A lane for an edge that rises from `below` to `above`, both exclusive: the trunk of the same parent where it can go on, the parent's or the child's own
	 * where it is free, else the lowest that is. It turns into its lane in the row `below`, where only the parent may stand in it.
	 */
	route(parent: string, below: number, above: number, preferred: readonly [parent: number, child: number]): number {
		const fits = (lane: number) => {
			const top = this.#top[lane];
			return top === undefined || top.height < below || (top.height === below && lane === preferred[0]) || (top.owner === parent && top.since === below + 1);
		};
		const trunk = this.#trunks.get(parent);
		const lane = trunk !== undefined && fits(trunk) ? trunk : preferred.find(fits) ?? this.free(below - 1);
		this.#trunks.set(parent, lane);
		this.occupy(lane, above - 1, parent, below + 1);
		return lane;
	}

	readonly #trunks = new Map<string, number>();
}
