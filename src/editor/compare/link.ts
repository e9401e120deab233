import type { Arrangement, ComparedView } from '../../protocol/compare';
import { comparedView, shownAtFirst } from './comparedView';

/** What a link opens: the registry by its id, since it lies in another folder on every machine, and versions by theirs. */
export interface ComparisonLink extends Arrangement { readonly registry: string; /** What of it is shown; as a page begins where it is left out. */ readonly view?: ComparedView }

/** Versions that one comparison takes. */
const most = 200;
const id = /^[0-9A-Z]{26}$/;

/** 'vscode://model-registry.model-registry/compare?registry=…&base=…&versions=…,…'. `scheme` is the editor's own. */
export function linkOf(scheme: string, extension: string, { registry, versions, base, view }: ComparisonLink): string {
	return `${scheme}://${extension}/compare?registry=${encodeURIComponent(registry)}&base=${base}&versions=${versions.join(',')}${view ? viewWords(view) : ''}`;
}

/** The link in a text; undefined where it is none of ours, or has been cut. Any editor's scheme will do. */
export function parseLink(text: string): ComparisonLink | undefined {
	const [, query] = /^[\w.+-]+:\/\/[\w.-]+\/compare\/?\?(.*)$/s.exec(text.trim()) ?? [];
	if (query === undefined) { return undefined; }
	const asked = new URLSearchParams(query);
	const registry = asked.get('registry') ?? '', versions = [...new Set((asked.get('versions') ?? '').split(','))], base = asked.get('base') ?? versions[0] ?? '';
	return registry !== '' && registry.length <= 100 && versions.length >= 2 && versions.length <= most && [...versions, base].every(one => id.test(one)) ? { registry, versions, base, ...viewIn(asked) } : undefined;
}

/** What differs from how a page begins, by the names of the fields. */
function viewWords(view: ComparedView): string {
	return Object.entries(view).filter(([name, value]) => value !== shownAtFirst[name as keyof ComparedView]).map(([name, value]) => `&${name}=${encodeURIComponent(typeof value === 'boolean' ? Number(value) : String(value))}`).join('');
}

/** A link is anybody's text: what isn't a view is as a page begins. */
function viewIn(asked: URLSearchParams): { readonly view?: ComparedView } {
	const said = Object.entries(shownAtFirst).flatMap(([name, first]) => { const value = asked.get(name); return value === null ? [] : [[name, typeof first === 'boolean' ? value === '1' : value] as const]; });
	if (!said.length) { return {}; }
	const { data } = comparedView.safeParse({ ...shownAtFirst, ...Object.fromEntries(said) });
	return data ? { view: data } : {};
}
