import { PickleProblem } from './cursor';
import type { PickleValue } from './value';

/** What one pickle may make, counted in scalars: past this it is no description of a model, but an attack or a dataset. */
const MOST_VALUES = 4_000_000;
/** What a container costs against a scalar. */
const CONTAINER = 4;

/** The stack, marks and memo of one unpickling. It refuses to grow past a bound. */
export class Stack {
	private values: PickleValue[] = [];
	private readonly marks: PickleValue[][] = [];
	private readonly memo = new Map<number, PickleValue>();
	private made = 0;

	push(value: PickleValue): void {
		this.made += typeof value === 'object' && value !== null ? CONTAINER : 1;
		if (this.made > MOST_VALUES) { throw new PickleProblem('it makes more values than are read'); }
		this.values.push(value);
	}

	pop(): PickleValue {
		const value = this.values.pop();
		if (value === undefined) { throw new PickleProblem('an instruction finds nothing to work on'); }
		return value;
	}

	peek(): PickleValue {
		const value = this.values.at(-1);
		if (value === undefined) { throw new PickleProblem('an instruction finds nothing to work on'); }
		return value;
	}

	mark(): void {
		if (this.marks.push(this.values) > 100_000) { throw new PickleProblem('it is nested too deeply'); }
		this.values = [];
	}

	/** What was pushed since the last mark. */
	popMark(): PickleValue[] {
		const above = this.values;
		const below = this.marks.pop();
		if (!below) { throw new PickleProblem('an instruction finds no mark'); }
		this.values = below;
		return above;
	}

	/** POP takes a mark away where nothing stands above it. */
	drop(): void {
		if (this.values.length) { this.values.pop(); } else { this.popMark(); }
	}

	memoize(index = this.memo.size): void {
		this.memo.set(index, this.peek());
	}

	recall(index: number): void {
		const value = this.memo.get(index);
		if (value === undefined) { throw new PickleProblem('it refers to a value that is not there'); }
		this.push(value);
	}

	/** The first value that was begun: what a pickle that breaks off was about. */
	get bottom(): PickleValue | undefined {
		return (this.marks[0] ?? this.values)[0] ?? this.values[0];
	}
}
