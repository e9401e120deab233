/** Where the core says what it does. `vscode.LogOutputChannel` is one as it stands. */
export interface Logger {
	trace(message: string): void;
	debug(message: string): void;
	info(message: string): void;
	warn(message: string): void;
	error(message: string | Error): void;
}

export const silentLog: Logger = { trace() {}, debug() {}, info() {}, warn() {}, error() {} };
