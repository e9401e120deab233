import '../shared/theme.css';
import '../shared/grid/grid.css';
import './style.css';
import '../shared/markdown/markdown.css';
import './charts/charts.css';
import { render } from 'lit';
import type { Comparison } from '../../src/core/compare/comparison';
import type { Compared, CompareContract } from '../../src/protocol/compare';
import { unpacked } from '../../src/core/present/unpacked';
import { connect } from '../../src/protocol/rpc';
import type { WordsContract } from '../../src/protocol/words';
import { announce } from '../shared/announce';
import { port } from '../shared/editor';
import { inOneGo } from '../shared/inOneGo';
import { kept } from '../shared/kept';
import { searchKeys } from '../shared/searchKeys';
import type { DataGrid } from '../shared/grid/dataGrid';
import { sentenceOf } from '../shared/sentenceOf';
import { speak, t } from '../shared/words';
import { savedChart } from './charts/savedChart';
import { exportAs } from './exportAs';
import { pageKeys } from './keys';
import { linesOf, type Lines } from './lines';
import { newsOf } from './news';
import { columnOrder } from './order';
import { arrangedAtFirst, type Arranged, type Deeds, type Shown, type State } from './state';
import { asLinked, viewOf } from './linked';
import { focusFilter } from './toolbar';
import { layoutOf } from './layout';
import { shownColumn, view } from './view';

/** Milliseconds of loading that nobody notices. */
const unnoticed = 150;
/** Milliseconds within which the registry tells of what was just done here. */
const ownChanges = 2_000;

const root = document.getElementById('page') as HTMLElement;
const arranged = kept<Arranged>(arrangedAtFirst);
let state: State = { isLoading: false, width: root.clientWidth, arranged: arranged.now };
/** Deeds under way that change the registry themselves: that is no news. */
let own = 0;
let lines: { readonly of: Lines; readonly comparison: Comparison; readonly arranged: Arranged; readonly only: number | undefined } | undefined;

const drawSoon = inOneGo(() => { render(view(state, linesNow(), deeds), root); });

function change(now: Partial<State>): void {
	state = { ...state, ...now };
	drawSoon();
}

function linesNow(): Lines | undefined {
	const comparison = state.compared?.comparison;
	if (!comparison) { return undefined; }
	const only = state.width > 0 && layoutOf(comparison, state.width).density === 'narrow' ? shownColumn(comparison, state.arranged.shown) : undefined;
	if (lines?.comparison !== comparison || lines.arranged !== state.arranged || lines.only !== only) { lines = { of: linesOf(comparison, state.arranged, only === undefined ? undefined : { base: comparison.base, shown: only }), comparison, arranged: state.arranged, only }; }
	return lines.of;
}

const { ask } = connect<CompareContract & WordsContract>(port, {
	changed: () => { void show(() => ask('load'), own === 0); },
});

const table = () => document.querySelector('compare-table');

const deeds: Deeds = {
	arrange(now) {
		arranged.keep(now);
		change({ arranged: arranged.now });
		if (now.query !== undefined || now.onlyDifferences !== undefined) { queueMicrotask(() => { const found = linesNow()?.found ?? 0; announce(found === 1 ? t('1 row') : t('{0} rows', found)); }); }
	},
	fold: (id, isOpen) => { deeds.arrange({ folds: { ...arranged.now.folds, [id]: isOpen } }); },
	setBase(version) {
		const name = state.compared?.comparison.columns.find(column => column.id === version)?.name ?? '';
		void show(() => ask('arrange', { versions: idsNow(), base: version })).then(() => { announce(t('{0} is the baseline', name)); });
	},
	move(version, by) {
		const others = othersNow();
		const at = others.indexOf(version), to = at + by;
		if (at >= 0 && to >= 0 && to < others.length) { deeds.moveTo(version, others[to] ?? version); }
	},
	moveTo(version, place) {
		const others = othersNow();
		const to = others.indexOf(place);
		if (version === place || to < 0 || !others.includes(version)) { return; }
		const moved = others.filter(one => one !== version);
		moved.splice(to, 0, version);
		void show(() => ask('arrange', { versions: [baseNow(), ...moved], base: baseNow() }));
	},
	remove(version) {
		if (idsNow().length > 2 && version !== baseNow()) { void show(() => ask('arrange', { versions: idsNow().filter(one => one !== version), base: baseNow() })); }
	},
	add: () => { void show(() => ask('add')); },
	refresh: () => { void show(() => ask('load')); },
	compareValues: () => { done(compareValues()); },
	openText: (kind, version) => { done(ask('openText', kind, version)); },
	openCode: (version, path) => { done(ask('openCode', version, path)); },
	openFile: path => { done(ask('openFile', path)); },
	showVersion: version => { done(ask('showVersion', version)); },
	setDirection(metric) {
		own++;
		void show(() => ask('setDirection', metric)).finally(() => { setTimeout(() => { own--; }, ownChanges); });
	},
	copyLink: () => { done(ask('copyLink', viewOf(arranged.now)).then(() => { announce(t('Link copied')); })); },
	copy: form => { if (state.compared) { done(ask('copy', exportAs(form, state.compared.comparison, state.arranged)).then(() => { announce(t('Copied')); })); } },
	save: form => { if (state.compared) { done(ask('save', exportAs(form, state.compared.comparison, state.arranged), form)); } },
	showChart(kind) {
		deeds.arrange({ chart: kind, folds: { ...arranged.now.folds, charts: true } });
		requestAnimationFrame(() => { document.getElementById('charts')?.scrollIntoView(); document.getElementById(`tab-${kind}`)?.focus(); });
	},
	saveChart: form => { done(savedChart(form).then(content => (content === undefined ? announce(t('There is no chart to save')) : ask('saveChart', content, form)))); },
	copyText: text => { done(ask('copy', text)); },
	reveal(about) {
		if (arranged.now.isTransposed) { deeds.arrange({ isTransposed: false }); }
		const [section = ''] = about.split('/');
		if (about !== section && !linesNow()?.lines.some(line => line.key === about)) { arranged.keep({ query: '', evaluated: '', folds: { ...arranged.now.folds, [section]: true } }); change({ arranged: arranged.now }); }
		queueMicrotask(() => { void table()?.updateComplete.then(() => { table()?.reveal(linesNow()?.lines.some(line => line.key === about) ? about : section); }); });
	},
	curves: (metric, part) => ask('curves', metric, part),
	dismiss: () => { change({ notice: undefined, news: undefined }); },
	manageTrust: () => { done(ask('manageTrust')); },
	backToNow: () => { done(ask('backToNow')); },
};

const idsNow = () => state.compared?.comparison.columns.map(column => column.id) ?? [];
const baseNow = () => state.compared?.comparison.columns[state.compared.comparison.base]?.id ?? '';
const othersNow = () => (state.compared ? columnOrder(state.compared.comparison).slice(1).map(at => idsNow()[at] ?? '') : []);

/** What goes wrong with a deed is said in a bar; the rest of the page works. */
function done(deed: Promise<unknown>): void {
	deed.catch((error: unknown) => { change({ notice: sentenceOf(error) }); });
}

let loads = 0;

/** Shows what is answered, then what git says of it. Of two that overlap the later one counts. `isNews`: it was changed by others. */
async function show(answer: () => Promise<Compared | undefined>, isNews = false): Promise<void> {
	const own = ++loads;
	performance.mark('asked');
	const noticed = setTimeout(() => { change({ isLoading: true }); }, unnoticed);
	try {
		const answered = await answer();
		performance.mark('answered');
		if (own !== loads || !answered) { return; }
		const { packed, view: linked, ...rest } = answered, compared: Shown = { ...rest, comparison: unpacked(packed) };
		const before = state.compared?.comparison;
		const news = isNews && before ? newsOf(before, compared.comparison) : undefined;
		// What git said stays until it says it anew: rows never jump once they are shown.
		const kept = before && isNews && news === undefined ? { ...compared, comparison: withCode(compared.comparison, before) } : compared;
		const { columns, base } = compared.comparison;
		arranged.keep({ ...(linked ? asLinked(linked, arranged.now) : {}), folder: compared.folder, versions: columns.map(column => column.id), base: columns[base]?.id ?? '' });
		change({ compared: kept, arranged: arranged.now, failure: undefined, notice: undefined, ...(news === undefined ? {} : { news }) });
		if (news !== undefined) { announce(news); }
		performance.mark('compared');
		await painted();
		if (linked?.chart) { deeds.showChart(arranged.now.chart); }
		const code = await ask('code', compared.of);
		if (own === loads && code && state.compared) {
			const { sections } = state.compared.comparison;
			change({ compared: { ...compared, comparison: { ...state.compared.comparison, summary: code.summary, sections: sections.map(section => (section.id === 'code' ? code.section : section)) } } });
			if (showsValues) { await compareValues(true); }
		}
	} catch (error) {
		if (own === loads) { change({ failure: sentenceOf(error) }); }
	} finally {
		clearTimeout(noticed);
		if (own === loads) { change({ isLoading: false }); }
	}
}

/** Waits until the answer is on the screen, and notes when: what the window test for speed prints. A hidden page paints nothing. */
function painted(): Promise<void> {
	return new Promise(done => {
		if (document.hidden) { done(); return; }
		requestAnimationFrame(() => { setTimeout(() => { performance.mark('painted'); done(); }); });
	});
}

/** Whether the values of tensors were asked for: then they stay in sight when something else is the baseline, as far as they were read. */
let showsValues = false;

/** Takes in what became of the tensors' values, unless something else is compared by then. */
async function compareValues(isKnown = false): Promise<void> {
	const { compared } = state;
	if (!compared) { return; }
	if (!isKnown) { change({ isLoading: true }); }
	try {
		const values = await ask('values', compared.of, isKnown);
		if (!values || state.compared?.of !== compared.of) { return; }
		showsValues = true;
		const { comparison } = state.compared;
		change({ compared: { ...state.compared, comparison: { ...comparison, summary: values.summary, sections: comparison.sections.map(section => (section.id === 'tensors' ? values.section : section)) } } });
		if (!isKnown) { announce(values.section.note); }
	} finally {
		if (!isKnown) { change({ isLoading: false }); }
	}
}

function withCode(now: Comparison, before: Comparison): Comparison {
	const code = before.sections.find(section => section.id === 'code');
	return { ...now, summary: before.summary, sections: now.sections.map(section => (section.id === 'code' && code ? code : section)) };
}

new ResizeObserver(() => { if (root.clientWidth !== state.width) { change({ width: root.clientWidth }); } }).observe(root);
searchKeys(focusFilter);
pageKeys({
	deeds, version: () => table()?.activeVersion ?? document.querySelector<DataGrid<{ readonly id: string }>>('data-grid')?.chosen[0]?.id, next: by => { table()?.nextDifference(by); },
	toggleDifferences: () => { deeds.arrange({ onlyDifferences: !arranged.now.onlyDifferences }); },
	section: at => { const id = state.compared?.comparison.sections[at]?.id; if (id !== undefined) { deeds.reveal(id); } },
	clear: () => { if (arranged.now.query === '') { return false; } deeds.arrange({ query: '' }); return true; },
});
// Asked for together; drawn in the words of the language.
const words = ask('words').then(speak);
void show(async () => { const [first] = await Promise.all([ask('load'), words]); return first; });
