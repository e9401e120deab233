import { readdir } from 'node:fs/promises';

/** How to make an environment again: what to run in the folder, and what that goes by. */
export interface EnvironmentStep { readonly file: string; readonly command: string }

/** Lock files first: they say more. */
const known: readonly (readonly [file: string, command: string])[] = [
	['uv.lock', 'uv sync --frozen'], ['poetry.lock', 'poetry install'], ['pdm.lock', 'pdm sync'], ['Pipfile.lock', 'pipenv sync'], ['pixi.lock', 'pixi install --frozen'],
	['conda-lock.yml', 'conda-lock install'], ['environment.yml', 'conda env create -f environment.yml'], ['environment.yaml', 'conda env create -f environment.yaml'],
	['requirements.lock', 'pip install -r requirements.lock'], ['requirements.txt', 'pip install -r requirements.txt'],
];

/** What a folder says of its environment. Nothing of it is run. */
export async function environmentSteps(folder: string): Promise<readonly EnvironmentStep[]> {
	// Gone, or not to be looked at: then it says nothing.
	const names = new Set(await readdir(folder).catch(() => [] as string[]));
	return known.filter(([file]) => names.has(file)).map(([file, command]) => ({ file, command }));
}
