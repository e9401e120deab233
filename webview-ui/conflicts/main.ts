import '../shared/theme.css';
import './style.css';
import { render } from 'lit';
import type { ConflictsContract } from '../../src/protocol/conflicts';
import { connect } from '../../src/protocol/rpc';
import type { WordsContract } from '../../src/protocol/words';
import { announce } from '../shared/announce';
import { port } from '../shared/editor';
import { inOneGo } from '../shared/inOneGo';
import { kept } from '../shared/kept';
import { sentenceOf } from '../shared/sentenceOf';
import { speak, t } from '../shared/words';
import { conflictKeys } from './keys';
import { arrangedAtFirst, type Arranged, type Deeds, type State } from './state';
import { view } from './view';
import { decidedText } from './wording';

/** Milliseconds of loading that nobody notices, and for which changes that come together are waited for. */
const unnoticed = 150, together = 80;

const root = document.getElementById('page') as HTMLElement;
const arranged = kept<Arranged>(arrangedAtFirst);
let state: State = { isLoading: false, width: root.clientWidth, arranged: arranged.now };
let soon: ReturnType<typeof setTimeout> | undefined;

const drawSoon = inOneGo(() => { render(view(state, deeds), root); });

function change(now: Partial<State>): void {
	state = { ...state, ...now };
	drawSoon();
}

function arrange(now: Partial<Arranged>): void {
	arranged.keep(now);
	change({ arranged: arranged.now });
}

const { ask } = connect<ConflictsContract & WordsContract>(port, {
	changed: () => { clearTimeout(soon); soon = setTimeout(() => { void load(); }, together); },
});

const deeds: Deeds = {
	fold: (key, isOpen) => { arrange({ folds: { ...arranged.now.folds, [key]: isOpen } }); },
	showWhole: key => { arrange({ whole: [...arranged.now.whole, key] }); },
	say: (key, reason) => { arranged.keep({ reasons: { ...arranged.now.reasons, [key]: reason } }); state = { ...state, arranged: arranged.now }; },
	decide(key, record) {
		const contest = state.contested?.contests.find(one => one.key === key);
		const side = contest?.sides.find(one => one.record === record);
		if (!contest || !side || state.deciding !== undefined) { return; }
		const at = state.contested?.contests.indexOf(contest) ?? 0;
		change({ deciding: key });
		done(ask('decide', contest.name, record, arranged.now.reasons[key] ?? '').then(async () => {
			const text = decidedText(contest, side);
			change({ decided: { key, text, name: contest.name, others: contest.sides.filter(one => one !== side) }, notice: undefined });
			announce(text);
			await load();
			focusContest(Math.min(at, (state.contested?.contests.length ?? 1) - 1));
		}).finally(() => { change({ deciding: undefined }); }));
	},
	useInstead(name, record) {
		const other = state.decided?.others.find(one => one.record === record);
		done(ask('useInstead', name, record).then(() => {
			change({ decided: undefined });
			announce(t('{0} is used instead', other?.label ?? ''));
		}));
	},
	compare: versions => { done(ask('compare', versions, versions[0] ?? '')); },
	openCode: (base, version) => { done(ask('openCode', base, version)); },
	openCards: (model, base, other) => { done(ask('openCards', model, base, other)); },
	mergeCards: (model, before, one, other) => { done(ask('mergeCards', model, before, one, other)); },
	showVersion: version => { done(ask('showVersion', version)); },
	showLineage: version => { done(ask('showLineage', version)); },
	refresh: () => { void load(); },
	dismiss: () => { change({ notice: undefined, decided: undefined }); },
	manageTrust: () => { done(ask('manageTrust')); },
};

/** What goes wrong with a deed is said in a bar; the rest of the page works. */
function done(deed: Promise<unknown>): void {
	deed.catch((error: unknown) => { change({ notice: sentenceOf(error) }); });
}

/** Shows a conflict, opened, with the keyboard on its head. */
function focusContest(at: number): void {
	const contest = state.contested?.contests[at];
	if (!contest) { return; }
	if (arranged.now.folds[contest.key] !== true) { deeds.fold(contest.key, true); }
	requestAnimationFrame(() => {
		const section = [...document.querySelectorAll<HTMLElement>('.contest')].find(one => one.dataset['key'] === contest.key);
		section?.scrollIntoView({ block: 'nearest' });
		(section?.querySelector<HTMLElement>('h2 button') ?? section?.querySelector<HTMLElement>('.sides'))?.focus({ preventScroll: true });
	});
}

conflictKeys(by => {
	const contests = state.contested?.contests ?? [];
	const here = document.activeElement?.closest<HTMLElement>('.contest')?.dataset['key'];
	const at = contests.findIndex(one => one.key === here);
	focusContest(at < 0 ? (by > 0 ? 0 : contests.length - 1) : Math.max(0, Math.min(contests.length - 1, at + by)));
});

let loads = 0;

/** Asks for all anew, then for what git knows of it. Of two that overlap the later one counts. */
async function load(): Promise<void> {
	const own = ++loads;
	const isFirst = state.contested === undefined;
	const noticed = setTimeout(() => { if (own === loads && isFirst) { change({ isLoading: true }); } }, unnoticed);
	try {
		const contested = await ask('load');
		if (own !== loads) { return; }
		arranged.keep({ folder: contested.folder });
		change({ contested, failure: undefined, arranged: arranged.now, isLoading: false });
		if (contested.focus !== undefined) { focusContest(contested.contests.findIndex(one => one.key === contested.focus)); }
		const origins = await ask('origins', contested.of);
		// What git said before stays until it says it anew.
		if (own === loads && origins !== undefined) { change({ origins }); }
	} catch (error) {
		if (own === loads) { change({ failure: sentenceOf(error) }); }
	} finally {
		clearTimeout(noticed);
		if (own === loads) { change({ isLoading: false }); }
	}
}

new ResizeObserver(() => { if (root.clientWidth !== state.width) { change({ width: root.clientWidth }); } }).observe(root);
void ask('words').then(words => {
	speak(words);
	return load();
});
