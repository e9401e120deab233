import type { RegexNode } from './node';

/** The longest text that every match of the pattern holds, as far as that is plain to see; '' where nothing is. */
export function requiredText(root: RegexNode): string {
	let longest = '', run = '';
	const end = () => {
		if (run.length > longest.length) { longest = run; }
		run = '';
	};
	const visit = (node: RegexNode): void => {
		if (node.is === 'sequence') { for (const one of node.of) { visit(one); } return; }
		const unit = node.is === 'set' && !node.set.negated && node.set.ranges.length === 1 ? node.set.ranges[0] : undefined;
		if (unit && unit[0] === unit[1]) { run += String.fromCharCode(unit[0]); } else { end(); }
	};
	visit(root);
	end();
	return longest;
}
