import '../shared/theme.css';
import '../shared/grid/grid.css';
import '../shared/markdown/markdown.css';
import './style.css';
import { render } from 'lit';
import type { ModelContract, VersionColumns } from '../../src/protocol/model';
import { connect } from '../../src/protocol/rpc';
import type { WordsContract } from '../../src/protocol/words';
import { announce } from '../shared/announce';
import { port } from '../shared/editor';
import { inOneGo } from '../shared/inOneGo';
import { kept } from '../shared/kept';
import { searchKeys } from '../shared/searchKeys';
import { sentenceOf } from '../shared/sentenceOf';
import { speak } from '../shared/words';
import { focusSearch } from './board/board';
import { viewOf } from './board/viewMenu';
import { withEvaluations } from './evaluations/evaluationColumns';
import { arrangedAtFirst, type Arranged, type Deeds, type State } from './state';
import { versionList } from './versionList';
import { view } from './view';

/** Milliseconds of loading that nobody notices, and for which changes that come together are waited for. */
const unnoticed = 150, together = 80;

const root = document.getElementById('page') as HTMLElement;
const arranged = kept<Arranged>(arrangedAtFirst);
let state: State = { isLoading: false, width: root.clientWidth, selected: new Set(), views: [], arranged: arranged.now };

const drawSoon = inOneGo(() => { render(view(state, deeds), root); });

function change(now: Partial<State>): void {
	state = { ...state, ...now };
	drawSoon();
}

let soon: ReturnType<typeof setTimeout> | undefined;

const { ask } = connect<ModelContract & WordsContract>(port, {
	changed: () => { clearTimeout(soon); soon = setTimeout(() => { void load(); }, together); },
});

const deeds: Deeds = {
	arrange(now) {
		arranged.keep(now);
		change({ arranged: arranged.now });
	},
	find(text) {
		deeds.arrange({ query: text });
		void find().then(() => { queueMicrotask(() => { announce(state.fault?.sentence ?? document.querySelector('#search-count')?.textContent ?? ''); }); });
	},
	select: selected => { change({ selected }); },
	compare: (rows, base) => {
		const id = (row: number) => state.list?.rows[row]?.id ?? '';
		done(ask('compare', rows.map(id), base === undefined ? null : id(base)));
	},
	compareIds: ids => { done(ask('compare', ids, null)); },
	showVersion: version => { done(ask('showVersion', version)); },
	chooseMetric: name => { done(ask('chooseMetric', name)); },
	setDirection: (metric, direction) => { done(ask('setDirection', metric, direction)); },
	setTolerance: metric => { done(ask('setTolerance', metric)); },
	firstCommit: (before, at) => ask('firstCommit', before, at),
	editCard: () => { done(ask('editCard')); },
	diffCard: () => { done(ask('diffCard')); },
	editTags: () => { done(ask('editTags')); },
	editVersion: (what, version) => { done(ask('editVersion', what, version)); },
	showCurves: versions => { done(ask('showCurves', versions)); },
	openLineage: () => { done(ask('openLineage')); },
	openFile: path => { done(ask('openFile', path)); },
	complete: (text, caret) => ask('complete', text, caret),
	recordEvaluation: version => { done(ask('recordEvaluation', version)); },
	saveView: name => {
		done(ask('saveView', viewOf(arranged.now), name).then(saved => {
			if (!saved) { return; }
			deeds.arrange({ view: saved.name });
			change({ views: saved.views });
		}));
	},
	takeView: name => {
		const view = state.views.find(one => one.name === name) ?? viewOf(arrangedAtFirst);
		deeds.arrange({ ...viewOf({ ...arranged.now, ...view }), view: name });
		void find();
	},
	removeView: name => { done(ask('removeView', name).then(views => { change({ views }); deeds.arrange({ view: '' }); })); },
	copy: (text, said) => { done(ask('copy', text).then(() => { announce(said); })); },
	refresh: () => { void load(); },
	dismiss: () => { change({ notice: undefined }); },
	manageTrust: () => { done(ask('manageTrust')); },
	backToNow: () => { done(ask('backToNow')); },
};

/** What goes wrong with a deed is said in a bar; the rest of the page works. */
function done(deed: Promise<unknown>): void {
	deed.catch((error: unknown) => { change({ notice: sentenceOf(error) }); });
}

let searches = 0;

/** Asks which versions the search finds. Of two that overlap the later one counts. */
async function find(): Promise<void> {
	const own = ++searches;
	const { query } = arranged.now;
	try {
		const { ids, fault } = query.trim() === '' ? { ids: undefined, fault: undefined } : await ask('find', query);
		// What can't be read at all leaves the rows as they are.
		if (own === searches) { change({ ...(ids || !fault ? { found: ids && new Set(ids) } : {}), fault }); }
	} catch (error) {
		if (own === searches) { change({ fault: { offset: 0, length: query.length, sentence: sentenceOf(error) } }); }
	}
}

let loads = 0;

/** Asks for all anew: the head and the first versions at once, then the others. Of two that overlap the later one counts. */
async function load(): Promise<void> {
	const own = ++loads;
	const isFirst = state.list === undefined;
	const noticed = setTimeout(() => { if (own === loads && isFirst) { change({ isLoading: true }); } }, unnoticed);
	try {
		const head = await ask('load');
		if (own !== loads) { return; }
		arranged.keep({ folder: head.folder, model: head.name });
		const parts: VersionColumns[] = [];
		// The next part is read while one is taken in.
		let coming = ask('rows', head.of, 0);
		for (let read = 0; read < head.versions;) {
			const part = await coming;
			if (own !== loads || !part) { return; }
			if (part.ids.length && read + part.ids.length < head.versions) {
				coming = ask('rows', head.of, read + part.ids.length);
				coming.catch(() => { /* said where it is waited for, if it still is */ });
			}
			if (!part.ids.length) { break; }
			parts.push(part);
			read += part.ids.length;
			// What is known is shown while the rest is read; rows that are there already aren't taken away for it.
			if (read < head.versions && isFirst) { change({ head, reading: read, ...(parts.length === 1 ? { list: versionList(parts) } : {}) }); }
		}
		const [evaluations, views] = await Promise.all([ask('evaluations'), ask('views'), find()]);
		if (own === loads) { change({ head, list: withEvaluations(versionList(parts), evaluations), evaluations, views, reading: undefined, failure: undefined, arranged: arranged.now }); }
	} catch (error) {
		if (own === loads) { change({ failure: sentenceOf(error) }); }
	} finally {
		clearTimeout(noticed);
		if (own === loads) { change({ isLoading: false }); }
	}
}

new ResizeObserver(() => { if (root.clientWidth !== state.width) { change({ width: root.clientWidth }); } }).observe(root);
searchKeys(focusSearch);
void ask('words').then(words => {
	speak(words);
	return load();
});
