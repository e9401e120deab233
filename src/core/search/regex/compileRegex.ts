import type { CharacterSet, RegexNode } from './node';
import { RegexFault } from './parseRegex';

/** A step of the program that a pattern becomes. `to` are the steps that may come next. */
export type Step =
	| { readonly is: 'set'; readonly set: CharacterSet; to: number }
	| { readonly is: 'start' | 'end' | 'boundary' | 'inside'; to: number }
	| { readonly is: 'fork'; readonly to: number[] }
	| { readonly is: 'match' };

const mostSteps = 1_000;

/** Thompson's construction: as many steps as the pattern is long, repetitions written out. Throws RegexFault. */
export function compileRegex(root: RegexNode): readonly Step[] {
	const steps: Step[] = [];
	const add = (step: Step): number => {
		if (steps.length >= mostSteps) { throw new RegexFault(0, 0, 'its repetitions multiply into too much; shorten it'); }
		return steps.push(step) - 1;
	};
	/** Adds the steps of a node that go on to `next`; returns the first of them. */
	const build = (node: RegexNode, next: number): number => {
		switch (node.is) {
			case 'set': return add({ is: 'set', set: node.set, to: next });
			case 'sequence': return node.of.reduceRight((after, one) => build(one, after), next);
			case 'choice': return add({ is: 'fork', to: node.of.map(one => build(one, next)) });
			case 'repeat': return repeat(node, next);
			default: return add({ is: node.is, to: next });
		}
	};
	const repeat = (node: Extract<RegexNode, { is: 'repeat' }>, next: number): number => {
		let after = next;
		if (node.most === Infinity) {
			const loop: Step = { is: 'fork', to: [next] };
			after = add(loop);
			loop.to.push(build(node.of, after));
		} else {
			for (let i = node.least; i < node.most; i++) { after = add({ is: 'fork', to: [next, build(node.of, after)] }); }
		}
		for (let i = 0; i < node.least; i++) { after = build(node.of, after); }
		return after;
	};
	const first = build(root, add({ is: 'match' }));
	// The first step stands last, where `matches` looks for it.
	add({ is: 'fork', to: [first] });
	return steps;
}
