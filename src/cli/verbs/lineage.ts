import { toDot } from '../../core/lineage/toDot';
import { toMermaid } from '../../core/lineage/toMermaid';
import { plainLine } from '../../core/present/plain';
import { wholeNumber } from '../given';
import { toJson } from '../json';
import { nodeGiven } from '../nodeGiven';
import { edgeJson, nodeJson } from '../show/lineageJson';
import { lineageLines } from '../show/lineageLines';
import { UsageError } from '../usageError';
import { defineVerb } from '../verb';

export const lineage = defineVerb({
	name: 'lineage',
	summary: 'Show what a version came from, what it led to, and what depends on it',
	usage: ['lineage REF [--up|--down] [--depth N] [--dot|--mermaid]', 'lineage REF --to OTHER'],
	about: 'REF is a version, or anything else that versions came from: a file or folder by its path or digest, a model or data set of the Hugging Face Hub as hf:org/name or hf:datasets/org/name, a commit. Links are found in what the files and training tools say; link and unlink add and remove them by hand.',
	options: {
		up: { type: 'boolean', about: 'only what it came from' },
		down: { type: 'boolean', about: 'only what it led to' },
		depth: { type: 'string', value: 'N', about: 'so many steps at most' },
		dot: { type: 'boolean', about: 'print it for Graphviz' },
		mermaid: { type: 'boolean', about: 'print it for Mermaid, which Markdown on GitHub draws' },
		to: { type: 'string', value: 'OTHER', about: 'only the shortest way between the two' },
	},
	examples: [['lineage sentiment@production --mermaid', 'from data and base model to what was made of it, as a picture for a pull request'], ['lineage hf:distilroberta-base --down', 'what breaks if the base model goes'], ['lineage data/reviews.parquet --to sentiment@v9', 'how one led to the other']],
	args: { least: 1, most: 1 },
	async run(call) {
		const { registry, args, values, json, terminal } = call;
		const ref = nodeGiven(args[0] ?? '', call);
		if (values.up && values.down) { throw new UsageError('--up and --down are both given; leave both out to see both.'); }
		if ([values.dot, values.mermaid, json, values.to !== undefined && !json].filter(Boolean).length > 1) { throw new UsageError('Only one of --json, --dot, --mermaid and --to can be printed at a time.'); }
		const depth = wholeNumber('--depth', values.depth);
		if (values.to !== undefined) {
			const path = await registry.pathBetween(ref, nodeGiven(values.to, call));
			if (json) { terminal.out(toJson(path && { nodes: path.nodes.map(nodeJson), edges: path.edges.map(edgeJson) } || null)); return 0; }
			if (!path) { terminal.out(`Neither of the two came from the other.`); return 1; }
			path.nodes.forEach((node, i) => {
				const edge = path.edges[i - 1];
				terminal.out(`${edge ? `  ${edge.relation.replaceAll('-', ' ')}: ` : ''}${terminal.style.bold(plainLine(node.title))}${node.detail === undefined ? '' : `  ${terminal.style.dim(plainLine(node.detail))}`}`);
			});
			return 0;
		}
		const direction = values.up ? 'up' : values.down ? 'down' : 'both';
		const found = await registry.lineage(ref, { direction, ...(depth === undefined ? {} : { depth }) });
		if (values.dot) { terminal.out(toDot(found.graph).trimEnd()); return 0; }
		if (values.mermaid) { terminal.out(toMermaid(found.graph).trimEnd()); return 0; }
		const impact = await registry.dependents(ref);
		if (json) {
			terminal.out(toJson({
				roots: found.roots.map(node => node.key), nodes: [...found.graph.nodes.values()].map(nodeJson), edges: found.graph.edges.map(edgeJson), leftOut: found.graph.leftOut.map(edgeJson),
				impact: { dependents: impact.dependents.length, directly: impact.directly, inProduction: impact.inProduction.map(node => node.key) },
			}));
			return 0;
		}
		for (const line of lineageLines(found, direction, terminal.style)) { terminal.out(line); }
		if (direction !== 'up') { terminal.out(''); terminal.out(plainLine(impact.sentence)); }
		return 0;
	},
});
