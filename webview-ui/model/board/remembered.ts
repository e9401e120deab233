/** What is costly and follows from its arguments: made anew only when one of them is another. */
export function remembered<A extends readonly unknown[], R>(make: (...args: A) => R): (...args: A) => R {
	let last: { readonly args: A; readonly made: R } | undefined;
	return (...args) => {
		if (!last?.args.every((arg, at) => arg === args[at])) { last = { args, made: make(...args) }; }
		return last.made;
	};
}
