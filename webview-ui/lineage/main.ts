import '../shared/theme.css';
import './style.css';
import { render } from 'lit';
import { toMermaid } from '../../src/core/lineage/toMermaid';
import { around } from '../../src/core/lineage/walk';
import { formatCount } from '../../src/core/present/quantities';
import type { LineageContract } from '../../src/protocol/lineage';
import { connect } from '../../src/protocol/rpc';
import type { WordsContract } from '../../src/protocol/words';
import { announce } from '../shared/announce';
import { port } from '../shared/editor';
import { inOneGo } from '../shared/inOneGo';
import { kept } from '../shared/kept';
import { searchKeys } from '../shared/searchKeys';
import { sentenceOf } from '../shared/sentenceOf';
import { speak, t } from '../shared/words';
import { focusRows, focusSearch } from './findField';
import { listEvents } from './listEvents';
import { mostRows, picture } from './picture';
import { toPng } from './toPng';
import { toSvg } from './toSvg';
import { foldedIn, hitsOf, rowOf, sceneOf } from './sceneOf';
import { arrangedAtFirst, type Arranged, type Deeds, type State } from './state';
import { unpack } from './unpack';
import { list, view } from './view';

/** Milliseconds of loading that nobody notices, and for which changes that come together are waited for. */
const unnoticed = 150, together = 80;

const root = document.getElementById('page') as HTMLElement;
const arranged = kept<Arranged>(arrangedAtFirst);
let state: State = { isLoading: false, isImpactList: false, width: root.clientWidth, arranged: arranged.now };

function change(now: Partial<State>): void {
	state = { ...state, ...now };
	drawSoon();
}

const drawSoon = inOneGo(() => {
	const { lineage } = state;
	render(view(state, lineage && sceneOf(lineage, state), deeds, events), root);
});

let soon: ReturnType<typeof setTimeout> | undefined;

const { ask } = connect<LineageContract & WordsContract>(port, {
	changed: () => { clearTimeout(soon); soon = setTimeout(() => { void load(); }, together); },
	show: key => { show(key); },
});

const deeds: Deeds = {
	arrange(now) {
		arranged.keep(now);
		change({ arranged: arranged.now });
		if (now.selected !== undefined && now.selected !== '') { void learn(now.selected); }
	},
	reveal(key, takesFocus = false) {
		const { lineage } = state;
		const node = lineage?.graph.nodes.get(key);
		if (!lineage || !node) { return; }
		const now = arranged.now;
		const isThere = () => rowOf(sceneOf(lineage, { ...state, arranged: arranged.now }).drawn, key) >= 0;
		// What stands in the way is opened: a fold, a kind that has no rows, the distance.
		const hiding = node.kind === 'commit' ? lineage.graph.nodes.get(lineage.graph.children.get(key)?.[0]?.to ?? '') : node;
		const opened = [...hiding?.model === undefined ? [] : [hiding.model], ...hiding?.kind === 'run' ? (lineage.graph.children.get(key) ?? []).flatMap(edge => lineage.graph.nodes.get(edge.to)?.model ?? []) : []];
		const folded = foldedIn(lineage, now);
		if (opened.some(model => folded.includes(model))) { arranged.keep({ isFoldChosen: true, folded: folded.filter(model => !opened.includes(model)) }); }
		if (hiding && now.hidden.includes(hiding.kind)) { arranged.keep({ hidden: now.hidden.filter(kind => kind !== hiding.kind) }); }
		if (!isThere()) { arranged.keep({ distance: 0 }); }
		deeds.arrange({ selected: key });
		queueMicrotask(() => { queueMicrotask(() => { goTo(key, takesFocus); }); });
	},
	focus(key) {
		deeds.arrange({ focus: key, ...key === '' ? { distance: 0 } : {} });
		announce(key === '' ? t('The focus has ended') : document.querySelector('.footer .count')?.textContent ?? '');
	},
	mark(key) {
		const { marked, selected } = arranged.now;
		const before = marked.length === 0 && selected !== '' && selected !== key && state.lineage?.graph.nodes.has(selected) ? [selected] : marked;
		const now = before.includes(key) ? before.filter(one => one !== key) : [...before, key];
		deeds.arrange({ marked: now, isDifference: false });
		announce(t('{0} chosen', now.length));
	},
	open: key => { done(ask('open', key)); },
	openModel: model => { done(ask('openModel', model)); },
	compare: keys => { done(ask('compare', keys.flatMap(key => (key.startsWith('version:') ? [key.slice('version:'.length)] : [])))); },
	showInView: key => { done(ask('showInView', key)); },
	fold(models, isFolded) {
		if (!state.lineage) { return; }
		const others = foldedIn(state.lineage, arranged.now).filter(model => !models.includes(model));
		const selected = state.lineage.graph.nodes.get(arranged.now.selected)?.model;
		const fold = arranged.now.selected.startsWith('fold:') ? arranged.now.selected.slice('fold:'.length) : undefined;
		const newest = fold !== undefined && models.includes(fold) && !isFolded ? state.lineage.order.find(key => state.lineage?.graph.nodes.get(key)?.model === fold) : undefined;
		deeds.arrange({ isFoldChosen: true, folded: isFolded ? [...others, ...models] : others, ...newest !== undefined ? { selected: newest } : isFolded && selected !== undefined && models.includes(selected) ? { selected: `fold:${selected}` } : {} });
		queueMicrotask(() => { queueMicrotask(() => { goTo(arranged.now.selected, false); }); });
	},
	showCommits(isWanted) {
		deeds.arrange({ hasCommits: isWanted });
		if (isWanted) { done(readSpine()); }
	},
	find(text) {
		if (text === arranged.now.query) { return; }
		deeds.arrange({ query: text });
		queueMicrotask(() => { announce(document.querySelector('#search-count')?.textContent ?? ''); });
	},
	nextHit(backwards) {
		const { lineage } = state;
		const hits = lineage ? hitsOf(lineage, arranged.now) : [];
		const at = hits.indexOf(arranged.now.selected);
		// The one that is called so comes first: 'churn v1' is found in 'churn v14' too.
		const exact = at < 0 ? hits.find(key => lineage?.graph.nodes.get(key)?.title.toLowerCase() === arranged.now.query.trim().toLowerCase()) : undefined;
		const next = exact ?? hits.at(backwards ? (at < 0 ? -1 : at - 1) : (at + 1) % Math.max(1, hits.length));
		if (next !== undefined) { deeds.reveal(next); }
	},
	showImpact: isImpactList => { change({ isImpactList }); },
	zoom: (laneWidth, pan = arranged.now.pan) => { deeds.arrange({ laneWidth, pan }); },
	copy: (text, said) => { done(ask('copy', text).then(() => { announce(said); })); },
	save: form => {
		if (!state.lineage) { return; }
		const scene = sceneOf(state.lineage, state);
		const drawn = picture(scene, form === 'png' ? mostRows : Infinity);
		const left = scene.drawn.rows.length - mostRows;
		change({ hint: form === 'png' && left > 0 ? t('A PNG holds the newest {0} rows: {1} more are left out. An SVG has all of them, and so has a PNG of fewer: fold models, or set a distance.', formatCount(mostRows), formatCount(left)) : undefined });
		done((form === 'svg' ? Promise.resolve<string | Uint8Array>(toSvg(drawn)) : toPng(drawn)).then(content => ask('save', content, form)));
	},
	copyMermaid: () => {
		if (!state.lineage) { return; }
		const { graph } = state.lineage;
		deeds.copy(toMermaid(graph.nodes.has(arranged.now.focus) ? around(graph, [arranged.now.focus], 'both') : graph), t('Copied as Mermaid'));
	},
	refresh: () => { void load(); },
	dismiss: () => { change({ notice: undefined, hint: undefined }); },
	manageTrust: () => { done(ask('manageTrust')); },
	backToNow: () => { done(ask('backToNow')); },
};

const events = listEvents(() => state, menu => { change({ menu }); if (menu) { queueMicrotask(() => { queueMicrotask(() => { document.querySelector<HTMLElement>('.point-menu [role=menuitem]')?.focus(); }); }); } else { queueMicrotask(focusRows); } }, deeds);

function goTo(key: string, takesFocus: boolean): void {
	const row = state.lineage ? rowOf(sceneOf(state.lineage, state).drawn, key) : -1;
	if (row >= 0) { list()?.go(row, takesFocus); }
}

/** Selects and focuses what the editor asks for. */
function show(key: string): void {
	if (!state.lineage?.graph.nodes.has(key)) { return; }
	arranged.keep({ focus: key, distance: 0 });
	deeds.reveal(key);
}

/** What goes wrong with a deed is said in a bar; the rest of the page works. */
function done(deed: Promise<unknown>): void {
	deed.catch((error: unknown) => { change({ notice: sentenceOf(error) }); });
}

/** Asks what is known of a node. Of two that overlap the later one counts. */
async function learn(key: string): Promise<void> {
	if (/^(fold|commits):/.test(key)) { return; }
	try {
		const facts = await ask('facts', key);
		if (facts && key === arranged.now.selected) { change({ facts: { ...facts, key } }); }
	} catch (error) {
		change({ notice: sentenceOf(error) });
	}
}

async function readSpine(): Promise<void> {
	change({ spine: await ask('spine') });
}

let loads = 0;

/** Asks for all anew. Of two that overlap the later one counts; what the person has arranged stays, as far as it is still there. */
async function load(): Promise<void> {
	const own = ++loads;
	const noticed = setTimeout(() => { if (own === loads && !state.lineage) { change({ isLoading: true }); } }, unnoticed);
	try {
		const asked = performance.now();
		const snapshot = await ask('load');
		if (own !== loads) { return; }
		const lineage = unpack(snapshot);
		const { marked, focus } = arranged.now;
		arranged.keep({ folder: snapshot.folder, marked: marked.filter(key => lineage.graph.nodes.has(key)), ...lineage.graph.nodes.has(focus) ? {} : { focus: '', distance: 0 } });
		if (arranged.now.hasCommits) { done(readSpine()); }
		const isFirst = state.lineage === undefined;
		change({ lineage, failure: undefined, arranged: arranged.now });
		// For whoever looks into it with the developer tools, and for the tests: two frames later it is on the screen.
		if (isFirst) { requestAnimationFrame(() => { requestAnimationFrame(() => { performance.measure('asked to painted', { start: asked }); }); }); }
		if (snapshot.show !== undefined) { show(snapshot.show); } else if (arranged.now.selected !== '') { void learn(arranged.now.selected); if (isFirst) { setTimeout(() => { goTo(arranged.now.selected, false); }); } }
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
