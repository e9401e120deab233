import type { SpineBranch } from '../../src/core/lineage/spine';
import { branchesOf, type Branches } from './branches';
import { differenceOf, type Difference } from './difference';
import { drawnOf, type Drawn } from './drawn';
import { litOf, relatives, type Lit } from './lit';
import type { Scene } from './scene';
import { search } from './search';
import type { Arranged, State } from './state';
import { strokesOf } from './strokes';
import type { Lineage } from './unpack';

/** Nodes from which models are folded at first. */
export const many = 1_000;

/** What is costly and follows from something else: made anew only when that changed. */
function remembered<A extends readonly unknown[], R>(make: (...args: A) => R): (...args: A) => R {
	let last: { readonly args: A; readonly made: R } | undefined;
	return (...args) => {
		if (!last?.args.every((arg, at) => arg === args[at])) { last = { args, made: make(...args) }; }
		return last.made;
	};
}

/** All models of a large graph, none of a small one. */
export function foldedAtFirst({ count, snapshot }: Lineage): readonly string[] {
	return count > many ? snapshot.models.map(({ name }) => name) : [];
}

const foldsAtFirst = remembered(foldedAtFirst);
const near = remembered((lineage: Lineage, focus: string, distance: number): ReadonlySet<string> | undefined => {
	if (distance === 0 || !lineage.graph.nodes.has(focus)) { return undefined; }
	const { up, down } = relatives(lineage.graph, focus, distance < 0 ? undefined : distance);
	return new Set([...up.keys(), ...down.keys()]);
});
const drawnBy = remembered((lineage: Lineage, hidden: readonly string[], folded: readonly string[], only: ReadonlySet<string> | undefined, others: Float64Array | undefined) => drawnOf(lineage, { hidden, folded, ...(only ? { only } : {}), ...(others ? { others } : {}) }));
const lightOf = remembered((lineage: Lineage, drawn: Drawn, focus: string): Lit | undefined => {
	if (!lineage.graph.nodes.has(focus)) { return undefined; }
	const { up, down } = relatives(lineage.graph, focus);
	return litOf(lineage.graph, drawn, [up, down]);
});
const differing = remembered((lineage: Lineage, left: string, right: string): Difference => differenceOf(lineage.graph, left, right));
const lightOfDifference = remembered((lineage: Lineage, drawn: Drawn, { onlyLeft, onlyRight }: Difference): Lit => litOf(lineage.graph, drawn, [onlyLeft, onlyRight]));
const strokesBy = remembered((drawn: Drawn, lit: Lit | undefined) => strokesOf(drawn, lit?.lines));
const foundBy = remembered((lineage: Lineage, query: string) => search(lineage, query));
const hitRows = remembered((drawn: Drawn, found: readonly string[]): ReadonlySet<number> => new Set(found.flatMap(key => drawn.rowOf.get(key) ?? [])));
const markedBy = remembered((marked: readonly string[]): ReadonlySet<string> => new Set(marked));
const badgesOf = remembered((lineage: Lineage, drawn: Drawn, { left, right, onlyLeft, onlyRight }: Difference): Scene['badges'] => {
	const name = (key: string) => lineage.graph.nodes.get(key)?.title.split(' ').at(-1) ?? '';
	const badges = new Map<number, { readonly text: string; readonly side: 'left' | 'right' }>();
	for (const [keys, side, text] of [[onlyLeft, 'left', `− ${name(left)}`], [onlyRight, 'right', `+ ${name(right)}`]] as const) {
		for (const key of keys) { const row = drawn.rowOf.get(key); if (row !== undefined) { badges.set(row, { text, side }); } }
	}
	return badges;
});
const noBranches: readonly SpineBranch[] = [];
const branchesBy = remembered((drawn: Drawn, branches: readonly SpineBranch[]): Branches => branchesOf(drawn, { branches }));
const noBadges: Scene['badges'] = new Map();

/** The models that are folded: those that somebody chose, or what a graph of that size begins with. */
export function foldedIn(lineage: Lineage, arranged: Arranged): readonly string[] {
	return arranged.isFoldChosen ? arranged.folded : foldsAtFirst(lineage);
}

/** The nodes that the search finds, drawn or not. */
export function hitsOf(lineage: Lineage, arranged: Arranged): readonly string[] {
	return foundBy(lineage, arranged.query);
}

/** The two versions whose lineages are compared: the older is the left one. */
export function differenceIn(lineage: Lineage, { isDifference, marked }: Arranged): Difference | undefined {
	const two = [...marked].filter(key => lineage.graph.nodes.get(key)?.kind === 'version').sort();
	const [left, right] = two;
	return isDifference && two.length === 2 && left !== undefined && right !== undefined ? differing(lineage, left, right) : undefined;
}

/** What the list shows, made anew only where something that it follows from changed. */
export function sceneOf(lineage: Lineage, { arranged, spine }: Pick<State, 'arranged' | 'spine'>): Scene {
	const drawn = drawnBy(lineage, arranged.hidden, foldedIn(lineage, arranged), near(lineage, arranged.focus, arranged.distance), arranged.hasCommits ? spine?.others : undefined);
	const difference = differenceIn(lineage, arranged);
	const lit = difference ? lightOfDifference(lineage, drawn, difference) : lightOf(lineage, drawn, arranged.focus);
	return {
		lineage, drawn, lit, strokes: strokesBy(drawn, lit), selected: rowOf(drawn, arranged.selected), marked: markedBy(arranged.marked), hits: hitRows(drawn, hitsOf(lineage, arranged)),
		badges: difference ? badgesOf(lineage, drawn, difference) : noBadges, branches: arranged.hasCommits ? branchesBy(drawn, spine?.branches ?? noBranches) : undefined,
	};
}

/** The row of a node or fold; -1 where it has none. */
export function rowOf({ rowOf: rows, rows: all }: Drawn, key: string): number {
	return rows.get(key) ?? (/^(fold|commits):/.test(key) ? all.findIndex(row => row.key === key) : -1);
}
