import { posix } from 'node:path';
import { versionsByPath, versionsOfParameters } from '../database/queries/findVersions';
import { RegistryError } from '../errors';
import { openCandidate } from '../formats/candidate';
import type { Facts, Input, Tensor, Version, WorkspacePath } from '../model';
import { withOnnxPlaces } from '../tensors/onnxPlaces';
import { tensorPlaces, type TensorPlace } from '../tensors/places';
import { sameWeights, type SameWeights } from '../tensors/sameWeights';
import type { Context } from './context';
import { tensors, versionById, versionDetails } from './read';
import { withPlaces } from './tensorValues';

/** Formats that models are converted to. */
const exported: ReadonlySet<string> = new Set(['onnx', 'gguf']);
/** Versions whose tensors are looked at, the newest of this size; and those whose bytes are. */
const most = 20, mostRead = 10;
/** Converters leave out what is tied or follows from something else, and add tables: so many times fewer or more weights. */
const leastShare = 0.5, mostShare = 2;
/** Tensors of which the rest may be new or changed: what makes two files the same weights. */
const enough = 0.9;
/** What exporters are given that keep no tensors: as they are called beside the file that was made of them. */
const extensions = ['pkl', 'joblib', 'pickle', 'pt', 'pth', 'h5', 'keras', 'json', 'ubj', 'txt', 'cbm', 'safetensors'];

/** A version that the file may come from. */
interface Source { readonly version: Version; readonly isBeside: boolean; readonly hasNames: boolean; readonly weights: SameWeights | undefined }

/**
 * The registered version that an exported file was made from, where nothing in it says so. First by its numbers: the version whose weights are in the file,
 * whatever they are called there. Where those can't be read, by names and shapes: one of another format each of whose tensors is in the file; the one beside
 * it with its name, else the newest, which is a guess. Last, of what has no tensors, the file beside it that has its name and framework.
 */
export async function convertedFrom(ctx: Context, place: { readonly inside: WorkspacePath; readonly absolute: string }, facts: Facts): Promise<Input | undefined> {
	if (!exported.has(facts.format)) { return undefined; }
	const said = facts.inputs.some(input => input.relation === 'converted-from');
	const isSame = (one: Source) => one.weights !== undefined && one.weights.compared > 0 && one.weights.same >= one.weights.compared * enough;
	const isOther = (one: Source) => one.weights !== undefined && one.weights.ofMatrices && one.weights.compared > 0 && !isSame(one);
	const sources = facts.parameters === undefined || facts.tensors.length === 0 ? [] : await sourcesOf(ctx, place, facts);
	// What llama.cpp packs into fewer than eight bits it takes from a GGUF; everything else converters write by themselves.
	const isPacked = facts.tensors.some(({ dtype }) => /^(?:I?Q[1-6]|MXFP)/.test(dtype));
	const fits = ({ version: { artifact } }: Source) => Number((artifact.format === facts.format) === isPacked);
	const [first, second] = sources.filter(isSame).sort((a, b) => share(b) - share(a) || nearer(a, b) || fits(b) - fits(a) || Number(b.isBeside) - Number(a.isBeside));
	const input = (version: Version, field: string, certainty: Input['certainty']): Input => ({
		relation: version.artifact.format === facts.format ? 'quantised-from' : 'converted-from', name: `${version.model} ${version.label}`, digest: version.artifact.digest,
		source: { tool: facts.format, path: place.inside, field }, certainty,
	});
	if (first) { return input(first.version, 'weights', first.weights?.ofMatrices && (!second || share(first) > share(second) || nearer(first, second) < 0) ? 'certain' : 'likely'); }
	if (said) { return undefined; }
	const alike = sources.filter(one => one.hasNames && !isOther(one));
	const named = alike.find(one => one.isBeside) ?? alike[0];
	if (named) { return input(named.version, 'tensors', named.isBeside ? 'likely' : 'guess'); }
	const beside = await besideIt(ctx, place.inside, facts);
	return beside && input(beside, 'name', 'guess');
}

function share({ weights }: Source): number {
	return weights ? weights.same / weights.compared : 0;
}

/** Below zero where the numbers of the first are clearly nearer. */
function nearer({ weights: a }: Source, { weights: b }: Source): number {
	const x = a?.distance ?? 0, y = b?.distance ?? 0;
	return Math.abs(x - y) > Math.max(x, y) / 2 ? x - y : 0;
}

/** Versions with tensors of these dimensions, newest first, with what their bytes say where they can be read. */
async function sourcesOf(ctx: Context, { inside, absolute }: { readonly inside: WorkspacePath; readonly absolute: string }, facts: Facts): Promise<readonly Source[]> {
	const db = await ctx.ledger.database();
	const own = new Set(facts.tensors.map(keyOf)), ownShapes = new Set(facts.tensors.map(shapeOf));
	const parameters = facts.parameters ?? 0;
	const found: { readonly version: Version; readonly hasNames: boolean }[] = [];
	for (const { id, format } of versionsOfParameters(db, { parameters, least: Math.floor(parameters * leastShare), most: Math.ceil(parameters * mostShare), limit: most })) {
		if (format === 'onnx' || (format === 'gguf' && facts.format !== 'gguf')) { continue; }
		const theirs = await tensors(ctx, id).catch((error: unknown) => { if (RegistryError.is(error)) { return []; } throw error; });
		const matrices = theirs.filter(({ shape }) => shape.length > 1);
		if (matrices.length === 0 || (format === facts.format && sizeOf(theirs) <= sizeOf(facts.tensors))) { continue; }
		// Every GGUF of an architecture has the same names.
		const hasNames = facts.format === 'onnx' && theirs.every(tensor => own.has(keyOf(tensor)) || own.has(keyOf({ ...tensor, shape: [...tensor.shape].reverse() })));
		if (hasNames || matrices.filter(tensor => ownShapes.has(shapeOf(tensor))).length >= matrices.length * enough) { found.push({ version: versionById(db, id), hasNames }); }
	}
	if (found.length === 0) { return []; }
	const sources: Source[] = [];
	const look = async (places: readonly TensorPlace[]) => {
		for (const [at, one] of found.entries()) { sources.push({ ...one, isBeside: stem(one.version.artifact.path) === stem(inside), weights: at < mostRead ? await weightsOf(ctx, one.version, places) : undefined }); }
	};
	const candidate = await openCandidate(absolute, ctx.layout.workspace);
	await (candidate.isDirectory ? look([]) : candidate.open(undefined, async file => (facts.format === 'onnx' ? withOnnxPlaces(candidate, file, look) : look(await tensorPlaces(candidate, file) ?? []))));
	return sources;
}

/** Undefined where its bytes can't be read. */
async function weightsOf(ctx: Context, { id }: Version, own: readonly TensorPlace[]): Promise<SameWeights | undefined> {
	try {
		return await withPlaces(ctx, await versionDetails(ctx, id), async theirs => (theirs.length ? sameWeights(own, theirs) : undefined));
	} catch (error) {
		// Bytes that are gone or changed since tell nothing; whoever registers didn't ask about them.
		if (RegistryError.is(error)) { return undefined; }
		throw error;
	}
}

/** The newest version that was registered from a file of that name beside it, if it is of the framework that the exporter says. */
async function besideIt(ctx: Context, inside: WorkspacePath, facts: Facts): Promise<Version | undefined> {
	if (facts.framework === undefined || facts.framework === 'onnx') { return undefined; }
	const db = await ctx.ledger.database();
	const versions = extensions.flatMap(extension => versionsByPath(db, `${stem(inside)}.${extension}`).slice(0, 1).map(({ id }) => versionById(db, id)));
	return versions.find(version => version.framework === facts.framework);
}

function stem(path: string): string {
	return posix.join(posix.dirname(path), posix.basename(path).replace(/\.\w+$/, ''));
}

function keyOf({ name, shape }: Pick<Tensor, 'name' | 'shape'>): string {
	return `${name} ${shape.join('x')}`;
}

/** However it is turned. */
function shapeOf({ shape }: Tensor): string {
	return shape.filter(size => size !== 1).map(size => String(size ?? '?')).sort().join('x');
}

function sizeOf(list: readonly Tensor[]): number {
	return list.reduce((sum, { bytes = 0 }) => sum + bytes, 0);
}
