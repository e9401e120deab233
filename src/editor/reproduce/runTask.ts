import * as vscode from 'vscode';

/** Runs a command line as a task, in a terminal of its own that stays open. Gives its exit code; null where it was ended from outside. */
export async function runTask(name: string, command: string, cwd: string, scope: vscode.WorkspaceFolder): Promise<number | null> {
	const task = new vscode.Task({ type: 'shell' }, scope, name, 'Model Registry', new vscode.ShellExecution(command, { cwd }), []);
	task.presentationOptions = { reveal: vscode.TaskRevealKind.Always, panel: vscode.TaskPanelKind.Dedicated, clear: true };
	const listeners: vscode.Disposable[] = [];
	try {
		return await new Promise<number | null>((done, fail) => {
			let execution: vscode.TaskExecution | undefined;
			// What ends before `executeTask` has answered is known by its name.
			const isOurs = (other: vscode.TaskExecution) => (execution ? other === execution : other.task.name === name && other.task.source === 'Model Registry');
			listeners.push(
				vscode.tasks.onDidEndTaskProcess(end => { if (isOurs(end.execution)) { done(end.exitCode ?? null); } }),
				// One that couldn't be started ends without a process.
				vscode.tasks.onDidEndTask(end => { if (isOurs(end.execution)) { setTimeout(() => done(null), 1_000); } }),
			);
			vscode.tasks.executeTask(task).then(started => { execution = started; }, fail);
		});
	} finally {
		for (const listener of listeners) { listener.dispose(); }
	}
}
