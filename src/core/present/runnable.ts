import { plainLine } from './plain';

/**
 * A recorded command line as a shell takes it: tools record a script where Python ran it. What is given back is exactly what is shown and run, on one line.
 * Undefined for what can't be run again by itself: a notebook, or a session of one.
 */
export function runnable(command: string, tool: string): string | undefined {
	const line = plainLine(command.split(/\r?\n/).map(part => part.trim()).filter(part => part !== '' && !part.startsWith('#')).join(' && ')).trim();
	const [program = ''] = line.split(' ');
	if (line === '' || line.includes('\uFFFD') || /\.ipynb$|ipykernel|colab_kernel|^-c$/i.test(program)) { return undefined; }
	return tool !== 'dvc' && /\.py$/i.test(program) ? `python ${line}` : line;
}
