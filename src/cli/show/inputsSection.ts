import type { VersionDetails } from '../../core/model';
import { shortDigest } from '../../core/present/hash';
import { plainLine } from '../../core/present/plain';
import type { Style } from '../style';
import { mostRows, section } from './section';

export function inputsSection({ facts: { inputs } }: VersionDetails, style: Style): readonly string[] {
	if (!inputs.length) { return []; }
	const rows = inputs.slice(0, mostRows).map(({ relation, name, uri, digest }) => [relation.replaceAll('-', ' '), plainLine(name), { text: plainLine(uri ?? (digest ? shortDigest(digest) : '')), paint: style.dim }]);
	return section('Inputs', String(inputs.length), rows, style, inputs.length - rows.length);
}
