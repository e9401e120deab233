import type { Model } from '../../core/model';
import { formatAge } from '../../core/present/age';
import { plainLine } from '../../core/present/plain';
import type { Registry } from '../../core/registry';
import type { Style } from '../style';
import type { Row } from '../table';
import { singleText, standingOf } from './standing';
import { counted } from './words';

/** So many of the newest versions tell which metric a model is judged by. */
const sample = 20;

/** 'churn  auc 0.8731  v12 production  14 versions  2 d' */
export async function modelRow(registry: Registry, model: Model, style: Style, now = new Date()): Promise<Row> {
	const { versions } = await registry.versions({ model: model.name, limit: sample });
	const standing = await standingOf(registry, model, versions);
	const shown = standing.base ?? versions[0];
	const value = shown && singleText(shown, standing.metric);
	const disputed = model.aliases.some(alias => alias.inConflict);
	const production = model.aliases.find(alias => alias.name === 'production');
	const where = disputed ? { text: 'in conflict', paint: style.yellow }
		: production && shown ? { text: `${shown.label} production`, paint: style.green }
		: shown ? { text: `${shown.label} latest` } : { text: 'no version', paint: style.dim };
	return [
		{ text: plainLine(model.name), paint: style.bold },
		value === undefined ? { text: 'not evaluated', paint: style.dim } : `${plainLine(standing.metric ?? '')} ${value}`,
		where,
		{ text: counted(model.versions, 'version') },
		{ text: formatAge(model.updated, now), paint: style.dim },
	];
}
