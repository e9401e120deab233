import { style, wantsColour, type Style } from './style';

export interface Terminal {
	/** Writes a line to stdout. */
	out(line: string): void;
	/** Writes a line to stderr. */
	err(line: string): void;
	/** Replaces the line that stands on stderr for the moment; '' takes it away. Does nothing where stderr is no terminal. */
	status(line: string): void;
	readonly style: Style;
	/** Columns of the terminal; undefined where stdout is none. */
	readonly columns: number | undefined;
}

export function openTerminal(stdout: NodeJS.WriteStream, stderr: NodeJS.WriteStream, env: NodeJS.ProcessEnv): Terminal {
	let status = '';
	const clear = () => { if (status !== '') { stderr.write('\r\u001b[2K'); status = ''; } };
	return {
		out: line => { clear(); stdout.write(`${line}\n`); },
		err: line => { clear(); stderr.write(`${line}\n`); },
		status: line => {
			if (!stderr.isTTY) { return; }
			clear();
			// One row only: a line that wraps could not be taken away again.
			status = line.slice(0, Math.max(0, (stderr.columns || 80) - 1));
			stderr.write(status);
		},
		style: style(wantsColour(stdout.isTTY, env)),
		columns: stdout.isTTY ? stdout.columns || 80 : undefined,
	};
}
