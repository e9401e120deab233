import { id, replaces } from '../fields';
import { defineKind } from '../kind';

/** A purge was taken back before its bytes were gone. */
export const artifactRecovered = defineKind('artifact.recovered', { version: id, replaces }, {
	effects: r => [{ effect: 'value', version: r.version, name: 'purged', value: null, replaces: r.replaces }],
	verb: () => 'took the purge back',
});
