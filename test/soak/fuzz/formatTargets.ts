import { cpSync, readdirSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { openCandidate } from '../../../src/core/formats/candidate';
import { findFormat, readFormat } from '../../../src/core/formats/index';
import { folderTarget } from './files';
import type { FuzzTarget } from './target';

const fixtures = resolve('test/fixtures/formats');

/** Every model format that has fixtures: the file that was changed is read, and every folder around it that is a model. */
export const formatTargets: Readonly<Record<string, FuzzTarget>> = Object.fromEntries(readdirSync(fixtures).map(format => {
	const name = `model format ${format}`;
	return [name, folderTarget({
		name,
		fill: workspace => { cpSync(join(fixtures, format), workspace, { recursive: true }); },
		isChanged: path => !/(?:^|[\\/])(?:expected\.json|make\w*\.(?:py|sh))$/.test(path),
		async readings(workspace, path) {
			const models = [join(workspace, path)];
			for (let folder = dirname(join(workspace, path)); folder.length > workspace.length; folder = dirname(folder)) {
				if ((await findFormat(await openCandidate(folder, workspace))).name !== 'unknown') { models.push(folder); }
			}
			return models.map(model => () => readFormat(model, workspace));
		},
	})];
}));
