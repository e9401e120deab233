import type { ProtoField, ProtoWalker } from '../bytes/protoWalker';
import { counted } from '../damaged';

/** Past this many nodes, they are no longer counted. */
const MOST_NODES = 200_000;

/** An ensemble of trees (mlmodel/format/TreeEnsemble.proto): how many, of how many nodes, and what they tell apart. */
export async function readTrees(walker: ProtoWalker, ensemble: ProtoField): Promise<{ readonly size: string; readonly labels: readonly string[] }> {
	const labels: string[] = [];
	const trees = new Set<bigint>();
	let nodes = 0;
	await walker.walk(ensemble.start, ensemble.end, async field => {
		if (field.number === 100 && field.wire === 2) { await walker.walk(field.start, field.end, async label => { if (label.wire === 2 && labels.length < 1000) { labels.push(await walker.text(label, 200)); } }); }
		if (field.number !== 1 || field.wire !== 2) { return; }
		await walker.walk(field.start, field.end, async node => {
			if (node.number !== 1 || node.wire !== 2) { return; }
			if (++nodes > MOST_NODES) { return false; }
			// The first field of a node is its tree's number, and absent where that is 0.
			let tree = 0n;
			await walker.walk(node.start, node.end, part => { if (part.number === 1 && part.wire === 0) { tree = part.value; } return false; });
			trees.add(tree);
		});
	});
	return { size: nodes > MOST_NODES ? `more than ${counted(MOST_NODES, 'node')}` : `${counted(trees.size, 'tree')}, ${counted(nodes, 'node')}`, labels };
}
