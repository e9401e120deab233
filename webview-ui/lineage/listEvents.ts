import { plainLine } from '../../src/core/present/plain';
import { announce } from '../shared/announce';
import { t } from '../shared/words';
import type { ListEvents } from './lineageList';
import { leastLane, mostLane, type Scene } from './scene';
import { sceneOf } from './sceneOf';
import { titleOf } from './sentence';
import type { Deeds, State } from './state';
import { list } from './view';
import { alongEdges } from './walk';

/** Rows that a menu offers. */
const most = 20;

/** What the keys and the mouse do in the graph. */
export function listEvents(now: () => State, openMenu: (menu: State['menu']) => void, deeds: Deeds): ListEvents {
	const scene = (): Scene | undefined => { const { lineage } = now(); return lineage && sceneOf(lineage, now()); };
	const keyOf = (row: number) => scene()?.drawn.rows[row]?.key ?? '';
	const go = (row: number) => {
		deeds.arrange({ selected: keyOf(row) });
		list()?.go(row, true);
	};
	const menuAt = (row: number, label: string, entries: NonNullable<State['menu']>['entries'], choose: (id: string) => void, at?: { readonly x: number; readonly y: number }) => {
		const box = document.getElementById(`row-${row}`)?.getBoundingClientRect();
		openMenu({ x: at?.x ?? (box?.left ?? 0) + (list()?.lens.width ?? 0), y: at?.y ?? box?.bottom ?? 0, label, entries, choose: id => { openMenu(undefined); if (id !== '') { choose(id); } } });
	};
	const along = (row: number, side: 'from' | 'to') => {
		const drawn = scene()?.drawn;
		if (!drawn) { return; }
		const rows = alongEdges(drawn, row, side);
		const [only] = rows;
		if (only === undefined) { announce(side === 'from' ? t('Nothing that it was made from has a row.') : t('It led to nothing that has a row.')); return; }
		if (rows.length === 1) { go(only); return; }
		const entries = rows.slice(0, most).flatMap(at => { const found = drawn.rows[at]; return found ? [{ id: String(at), label: titleOf(found) }] : []; });
		menuAt(row, side === 'from' ? t('Made from') : t('Led to'), entries, id => { go(Number(id)); });
	};
	const rowMenu = (row: number, at?: { readonly x: number; readonly y: number }) => {
		const { lineage, arranged } = now();
		const key = keyOf(row);
		if (key.startsWith('commits:')) { return; }
		const node = lineage?.graph.nodes.get(key);
		const entries = key.startsWith('fold:')
			? [{ id: 'open', label: t('Show Its Versions') }]
			: [
				{ id: 'open', label: t('Open') }, { id: 'focus', label: arranged.focus === key ? t('End Focus') : t('Focus') }, { id: 'mark', label: arranged.marked.includes(key) ? t('Take out of the Comparison') : t('Add to the Comparison') },
				...node?.model === undefined ? [] : [{ id: 'fold', label: t('Fold {0}', plainLine(node.model)) }, { id: 'model', label: t('Open Model Page') }], { id: 'view', label: t('Show in Lineage View') }, { id: 'copy', label: t('Copy Name') },
			];
		menuAt(row, t('Actions'), entries, id => {
			if (id === 'open') { open(row); } else if (id === 'focus') { deeds.focus(arranged.focus === key ? '' : key); } else if (id === 'mark') { deeds.mark(key); } else if (id === 'fold') { deeds.fold([node?.model ?? ''], true); } else if (id === 'model') { deeds.openModel(node?.model ?? ''); } else if (id === 'view') { deeds.showInView(key); } else { deeds.copy(node?.title ?? '', t('Copied')); }
		}, at);
	};
	const open = (row: number) => {
		const found = scene()?.drawn.rows[row];
		if (found?.is === 'fold') { deeds.fold([found.model], false); } else if (found?.is === 'node') { deeds.open(found.key); }
	};
	const escape = (): boolean => {
		const { query, marked, focus, selected } = now().arranged;
		if (query !== '') { deeds.find(''); } else if (marked.length) { deeds.arrange({ marked: [], isDifference: false }); } else if (focus !== '') { deeds.focus(''); } else if (selected !== '') { deeds.arrange({ selected: '' }); } else { return false; }
		return true;
	};
	const key = (event: KeyboardEvent, row: number): boolean => {
		const control = event.ctrlKey || event.metaKey;
		const lens = list()?.lens;
		if (control || event.altKey) { return false; }
		if (event.key === 'F10' && event.shiftKey) { rowMenu(row); return true; }
		switch (event.key) {
			case 'ArrowRight': along(row, 'to'); return true;
			case 'ArrowLeft': along(row, 'from'); return true;
			case 'f': case 'F': if (now().lineage?.graph.nodes.has(keyOf(row))) { deeds.focus(now().arranged.focus === keyOf(row) ? '' : keyOf(row)); } return true;
			case 'i': case 'I': deeds.showImpact(!now().isImpactList); document.querySelector<HTMLElement>('.panel')?.focus(); return true;
			case 'c': case 'C': { const model = now().lineage?.graph.nodes.get(keyOf(row))?.model; if (model !== undefined) { deeds.fold([model], true); } return true; }
			case 'Escape': return escape();
			case '+': case '=': deeds.zoom(Math.min(mostLane, (lens?.laneWidth ?? 16) * 1.3)); return true;
			case '-': deeds.zoom(Math.max(leastLane, (lens?.laneWidth ?? 16) / 1.3)); return true;
			case '0': deeds.zoom(-1, 0); return true;
			case 'ContextMenu': rowMenu(row); return true;
			default: return false;
		}
	};
	return {
		select: row => { deeds.arrange({ selected: keyOf(row) }); },
		mark: row => { const key = keyOf(row); if (now().lineage?.graph.nodes.has(key)) { deeds.mark(key); } },
		open, key, menu: (row, x, y) => { rowMenu(row, { x, y }); }, zoom: deeds.zoom,
	};
}
