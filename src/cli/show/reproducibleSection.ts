import { plainLine } from '../../core/present/plain';
import type { Pin } from '../../core/present/reproducible';
import type { Style } from '../style';
import { section } from './section';

/** What of its making is pinned: '5 of 8 pinned', one line each. */
export function reproducibleSection(pins: readonly Pin[], style: Style): readonly string[] {
	return section('Reproducible', `${pins.filter(pin => pin.pinned).length} of ${pins.length} pinned`, pins.map(({ what, pinned, text }) => [pinned ? { text: '✓', paint: style.green } : { text: '–', paint: style.yellow }, what, { text: plainLine(text), paint: style.dim }]), style);
}
