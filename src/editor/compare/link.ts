import type { Arrangement } from '../../protocol/compare';

/** What a link opens: the registry by its id, since it lies in another folder on every machine, and versions by theirs. */
export interface ComparisonLink extends Arrangement { readonly registry: string }

/** Versions that one comparison takes. */
const most = 200;
const id = /^[0-9A-Z]{26}$/;

/** 'vscode://model-registry.model-registry/compare?registry=…&base=…&versions=…,…'. `scheme` is the editor's own. */
export function linkOf(scheme: string, extension: string, { registry, versions, base }: ComparisonLink): string {
	return `${scheme}://${extension}/compare?registry=${encodeURIComponent(registry)}&base=${base}&versions=${versions.join(',')}`;
}

/** The link in a text; undefined where it is none of ours, or has been cut. Any editor's scheme will do. */
export function parseLink(text: string): ComparisonLink | undefined {
	const [, query] = /^[\w.+-]+:\/\/[\w.-]+\/compare\/?\?(.*)$/s.exec(text.trim()) ?? [];
	if (query === undefined) { return undefined; }
	const asked = new URLSearchParams(query);
	const registry = asked.get('registry') ?? '', versions = [...new Set((asked.get('versions') ?? '').split(','))], base = asked.get('base') ?? versions[0] ?? '';
	return registry !== '' && registry.length <= 100 && versions.length >= 2 && versions.length <= most && [...versions, base].every(one => id.test(one)) ? { registry, versions, base } : undefined;
}
