import '../shared/theme.css';
import '../shared/grid/grid.css';
import './style.css';
import { render } from 'lit';
import { connect } from '../../src/protocol/rpc';
import type { InspectContract } from '../../src/protocol/inspect';
import type { WordsContract } from '../../src/protocol/words';
import { announce } from '../shared/announce';
import { port } from '../shared/editor';
import { inOneGo } from '../shared/inOneGo';
import { kept } from '../shared/kept';
import { searchKeys } from '../shared/searchKeys';
import { sentenceOf } from '../shared/sentenceOf';
import { speak } from '../shared/words';
import { arrangedAtFirst, type Arranged, type Deeds, type State } from './state';
import { focusSearch } from './tensors/searchField';
import { tensorList } from './tensors/tensorList';
import { TensorRows } from './tensors/tensorRows';
import { view } from './view';

/** Milliseconds of loading that nobody notices. */
const unnoticed = 150;

const root = document.getElementById('page') as HTMLElement;
const arranged = kept<Arranged>(arrangedAtFirst);
let state: State = { isLoading: false, arranged: arranged.now };

const drawSoon = inOneGo(() => { render(view(state, deeds), root); });

function change(now: Partial<State>): void {
	state = { ...state, ...now };
	drawSoon();
}

const { ask } = connect<InspectContract & WordsContract>(port, {
	stale: stale => { change({ stale }); },
	surroundings: surroundings => { change({ surroundings }); },
});

const deeds: Deeds = {
	arrange(now) {
		arranged.keep(now);
		change({ arranged: arranged.now });
		if (now.query !== undefined) { announceFound(); }
	},
	toggle(id) {
		const { unfolded } = arranged.now;
		deeds.arrange({ unfolded: unfolded.includes(id) ? unfolded.filter(other => other !== id) : [...unfolded, id] });
	},
	refresh: () => { void load(); },
	register: () => { done(ask('register')); },
	showVersion: version => { done(ask('showVersion', version)); },
	openSource: place => { done(ask('openSource', place)); },
	copy: (text, said) => { done(ask('copy', text).then(() => { announce(said); })); },
	manageTrust: () => { done(ask('manageTrust')); },
	dismiss: () => { change({ notice: undefined }); },
};

/** What goes wrong with a deed is said in a bar; the rest of the page works. */
function done(deed: Promise<unknown>): void {
	deed.catch((error: unknown) => { change({ notice: sentenceOf(error) }); });
}

function announceFound(): void {
	queueMicrotask(() => {
		const count = document.querySelector('.count')?.textContent;
		if (count) { announce(count); }
	});
}

let loads = 0;

/** Asks for the file anew. Of two that overlap the later one counts. */
async function load(): Promise<void> {
	const own = ++loads;
	const noticed = setTimeout(() => { change({ isLoading: true }); }, unnoticed);
	try {
		const inspected = await ask('load');
		if (own !== loads) { return; }
		change({ inspected, failure: undefined, stale: undefined, ...(inspected.of === state.inspected?.of ? {} : { tensors: undefined }) });
		void ask('surroundings').then(surroundings => { if (own === loads) { change({ surroundings }); } });
		const columns = inspected.tensorCount ? await ask('tensors', inspected.of) : undefined;
		if (own !== loads) { return; }
		// It was written again in between: what is shown must be of one reading.
		if (inspected.tensorCount && !columns) { return await load(); }
		change({ tensors: columns && new TensorRows(tensorList(columns)) });
	} catch (error) {
		if (own === loads) { change({ failure: sentenceOf(error) }); }
	} finally {
		clearTimeout(noticed);
		if (own === loads) { change({ isLoading: false }); }
	}
}

searchKeys(focusSearch);
void ask('words').then(words => {
	speak(words);
	return load();
});
