import type { VersionDetails } from '../../core/model';
import { shortDigest } from '../../core/present/hash';
import { plainLine } from '../../core/present/plain';
import { formatSize } from '../../core/present/quantities';
import type { Style } from '../style';
import type { Row } from '../table';
import { mostRows, section } from './section';
import { counted } from './words';

export function filesSection({ artifact, files }: VersionDetails, style: Style): readonly string[] {
	const rows = files.slice(0, mostRows).map((file): Row => [plainLine(file.path), { text: formatSize(file.bytes), right: true }, { text: shortDigest(file.sha256), paint: style.dim }]);
	const count = `${counted(files.length, 'file')}, ${formatSize(artifact.bytes)}, ${plainLine(artifact.format)}${artifact.storage === 'copy' ? '' : `, kept by ${artifact.storage}`}`;
	return section('Files', count, rows, style, files.length - rows.length);
}
