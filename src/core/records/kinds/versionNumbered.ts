import * as z from 'zod/mini';
import { id } from '../fields';
import { defineKind } from '../kind';

/** Gives a version a number of its own after two branches had claimed the same one. */
export const versionNumbered = defineKind('version.numbered', { version: id, number: z.number().check(z.int(), z.positive()) }, {
	effects: r => [{ effect: 'number', version: r.version, number: r.number }],
	verb: r => `numbered it v${r.number}`,
});
