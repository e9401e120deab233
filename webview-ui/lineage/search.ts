import type { Lineage } from './unpack';

/** What a node is found by, in the order of the rows. */
interface Hay { readonly key: string; readonly text: string; readonly id: string }

/** Characters from which a word may be part of an id or hash: 'v5' stands in many by chance. */
const leastOfId = 6;

const hays = new WeakMap<Lineage, readonly Hay[]>();

/** The nodes whose name, kind, alias, place or hash holds every word, in the order of the rows, drawn or not. */
export function search(lineage: Lineage, text: string): readonly string[] {
	const words = text.toLowerCase().split(/\s+/).filter(word => word !== '');
	if (!words.length) { return []; }
	let hay = hays.get(lineage);
	if (!hay) {
		hay = lineage.order.flatMap(key => {
			const node = lineage.graph.nodes.get(key);
			return node ? [{ key, text: [node.title, node.detail, node.kind, ...node.aliases ?? []].join('\n').toLowerCase(), id: key.slice(key.indexOf(':') + 1).toLowerCase() }] : [];
		});
		hays.set(lineage, hay);
	}
	return hay.filter(one => words.every(word => one.text.includes(word) || (word.length >= leastOfId && one.id.includes(word)))).map(({ key }) => key);
}
