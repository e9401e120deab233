import type { Registry } from '../../core/registry';
import type { Contested, ShownContest, ShownOrigins, ShownSettled, ShownSide } from '../../protocol/conflicts';
import { conflictKey } from './conflictKey';

/** How many that settled by themselves are shown. */
const mostSettled = 20;

type CoreContest = Awaited<ReturnType<Registry['contests']>>[number];

/** The conflicts of a registry as the page shows them, and as the core has them. */
export async function shownContests(registry: Registry): Promise<Pick<Contested, 'contests' | 'settled'> & { readonly core: readonly CoreContest[] }> {
	const core = [...await registry.contests()].sort((a, b) => weight(a.name) - weight(b.name));
	return { core, contests: core.map(shown), settled: (await registry.settledByItself(mostSettled)).map((one): ShownSettled => ({ ...one, at: one.at.getTime() })) };
}

/** What is in production matters most, then the other aliases. */
function weight(name: string): number {
	return name === 'alias:production' ? 0 : name === 'alias:staging' ? 1 : name.startsWith('alias:') ? 2 : 3;
}

function shown(contest: CoreContest): ShownContest {
	const { model, name, subject, before, sides, versions, metrics } = contest;
	return { key: conflictKey(contest), model, name, subject, before: before && shownSide(before), sides: sides.map(shownSide), versions, metrics };
}

function shownSide({ at, by, ...side }: CoreContest['sides'][number]): ShownSide {
	return { ...side, at: at.getTime(), by: by.name === '' ? by.email : by.name };
}

/** What git knows of them; null without git. */
export async function shownOrigins(registry: Registry, core: readonly CoreContest[], settled: readonly ShownSettled[]): Promise<ShownOrigins | null> {
	const origins = await registry.contestOrigins(core);
	if (!origins) { return null; }
	const { commits, pull } = origins;
	return {
		commits: Object.fromEntries(commits),
		pull: pull && { at: pull.at.getTime(), records: pull.records.size, settled: settled.filter(one => pull.records.has(one.record) || pull.records.has(one.earlier)).map(one => one.record) },
	};
}
