import { folderMarkers, modelExtensions, modelFileNames } from '../core/formats';
import { and, key, or } from './contextKeys';

/** Everything that follows from the table of formats: a format that is added there is offered everywhere. */

/** Names of folders that hold a model more often than not, for the first right-click, before any folder was looked into. */
const folderNames = [
	String.raw`checkpoint[-_.]?\d+`, String.raw`(.*[-_.])?(saved_?model|model|adapter|lora|ckpt|checkpoint|weights)([-_.].*)?`,
	...modelExtensions.map(extension => `.*${escaped(extension)}`),
];

const fileNames = [...modelExtensions.map(extension => `.*${escaped(extension)}`), ...modelFileNames];

/** A file or folder on a disk that can be read here, on this machine or on the remote one that the window works on. */
const onDisk = 'resourceScheme =~ /^(file|vscode-remote)$/';

export const isModelFile = and('!explorerResourceIsFolder', onDisk, matches('resourceFilename', fileNames));
export const isModelFolder = and('explorerResourceIsFolder', onDisk, or(matches('resourceFilename', folderNames), `resourcePath in ${key('modelRegistry.modelFolders')}`));
export const isRegistered = `resourcePath in ${key('modelRegistry.registeredPaths')}`;
export const isUnregistered = `resourcePath not in ${key('modelRegistry.registeredPaths')}`;

/** Globs of the files that are, or mark, a model. */
export const modelNames: readonly string[] = [...modelExtensions.map(extension => `*${extension}`), ...modelFileNames.map(asGlob)];
export const modelGlob = glob(modelNames);
/** Undefined while no format marks a folder. */
export const markerGlob = folderMarkers.length ? glob(folderMarkers) : undefined;

/** Of files whose names fit `modelGlob`, those that are models by their names. */
export const modelNamePattern = `^(${fileNames.join('|')})$`;

function matches(what: string, patterns: readonly string[]): string {
	return `${what} =~ /^(${patterns.map(pattern => pattern.replaceAll('/', String.raw`\/`)).join('|')})$/i`;
}

function escaped(text: string): string {
	return text.replace(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
}

/** The literal parts of a regular expression with a star for each that isn't: finds everything that it matches, and more. */
function asGlob(pattern: string): string {
	return pattern.replace(/\\\./g, '.').replace(/\([^()]*\)\??|\[[^\]]*\][*+?]?|\\[a-z][*+?]?|\.[*+?]|[^\w.-]/g, '*').replace(/\*+/g, '*');
}

function glob(names: readonly string[]): string {
	return `**/{${names.join(',')}}`;
}
