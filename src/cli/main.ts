import { cancelOnSignals } from './cancel';
import { run } from './run';
import { openTerminal } from './terminal';

// Whoever reads may have read enough (`… | head`): that is no failure.
for (const stream of [process.stdout, process.stderr]) {
	stream.on('error', (error: NodeJS.ErrnoException) => { if (error.code === 'EPIPE') { process.exit(); } else { throw error; } });
}
const cancel = cancelOnSignals();
void run(process.argv.slice(2), { terminal: openTerminal(process.stdout, process.stderr, process.env), cwd: process.cwd(), env: process.env, signal: cancel.signal }).then(code => {
	cancel.done();
	process.exitCode = code;
});
