import * as z from 'zod/mini';
import { id, text } from '../fields';
import { defineKind } from '../kind';

/** Somebody says which command makes the version. The latest counts; the folder is relative to the workspace, '' is the workspace itself. */
export const commandRecorded = defineKind('command.recorded', { version: id, command: text(2000), folder: z.optional(text(1024)) }, {
	// Told from the records themselves: there is nothing to search by.
	effects: () => [],
	verb: r => `recorded the command that makes it: ${r.command.slice(0, 200)}`,
});
