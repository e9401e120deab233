import * as z from 'zod/mini';
import { id, replaces, text } from '../fields';
import { defineKind } from '../kind';

/**
 * A version runs in a place from now on, or none does any more (null). One version of a model at a time: a place that runs two is two places. Two people who
 * recorded one at once contest nothing: the later record counts, as what is seen last of a thing that happens outside.
 */
export const deploymentRecorded = defineKind('deployment.recorded', {
	version: z.nullable(id), place: text(200), /** Where it can be looked at. */ uri: z.optional(text(2000)), replaces, reason: z.optional(text(2000)),
}, {
	effects: r => [{ effect: 'value', name: `deployment:${r.place}`, value: r.version === null ? null : JSON.stringify({ version: r.version, uri: r.uri }), replaces: r.replaces }],
	verb: r => (r.version === null ? `ended the deployment in ${r.place}` : `deployed it to ${r.place}`),
});
