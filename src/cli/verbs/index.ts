import type { Verb } from '../verb';
import { alias } from './alias';
import { archive } from './archive';
import { card } from './card';
import { changes } from './changes';
import { checkout } from './checkout';
import { compact } from './compact';
import { conflicts } from './conflicts';
import { diff } from './diff';
import { configure } from './configure';
import { doctor } from './doctor';
import { evaluate } from './evaluate';
import { evaluations } from './evaluations';
import { deploy } from './deploy';
import { deployments } from './deployments';
import { get } from './get';
import { history } from './history';
import { importVerb } from './import';
import { init } from './init';
import { inspect } from './inspect';
import { lineage } from './lineage';
import { link } from './link';
import { list } from './list';
import { note } from './note';
import { purge } from './purge';
import { recover } from './recover';
import { register } from './register';
import { rename } from './rename';
import { reproduce } from './reproduce';
import { resolve } from './resolve';
import { restore } from './restore';
import { runs } from './runs';
import { show } from './show';
import { snapshots } from './snapshots';
import { tag } from './tag';
import { unlink } from './unlink';
import { verify } from './verify';

/** Every verb, in the order of help. A new one is a file and a line here. */
export const verbs: readonly Verb[] = [
	init,
	register,
	list,
	show,
	diff,
	alias,
	tag,
	note,
	card,
	evaluate,
	evaluations,
	deploy,
	deployments,
	configure,
	archive,
	restore,
	rename,
	verify,
	get,
	purge,
	recover,
	history,
	changes,
	checkout,
	reproduce,
	snapshots,
	lineage,
	link,
	unlink,
	inspect,
	runs,
	importVerb,
	compact,
	conflicts,
	resolve,
	doctor,
];
