import { contextLabel } from '../../core/evaluations/context';
import type { Evaluation, ParamValue, VersionDetails } from '../../core/model';
import { formatParam, paramDistance } from '../../core/present/parameter';
import { formatMetric, metricDecimals } from '../../core/present/numbers';
import { shortCommit } from '../../core/present/hash';
import { t } from '../words';
import { more, type Shelf } from './modelNodes';
import type { FactNode, FileNode, InputNode, MetricNode, ParameterNode, SectionNode, TreeNode } from './node';
import { differs } from './sectionRow';
import { short } from './short';

/** What is below a section, from the version's record and evidence. */
export async function sectionChildren(shelf: Shelf, node: SectionNode): Promise<readonly TreeNode[]> {
	const { id } = node.parent.version;
	const all = node.section === 'evaluations' ? evaluationNodes(node, await shelf.registry.evaluations({ ref: id })) : lists[node.section](node, await shelf.registry.versionDetails(id));
	const { shown, page } = shelf.limit(node.id);
	return [...all.slice(0, shown), ...more(node.id, node, all.length - shown, page)];
}

const lists: Readonly<Record<Exclude<SectionNode['section'], 'evaluations'>, (node: SectionNode, details: VersionDetails) => readonly TreeNode[]>> = {
	metrics: metricNodes, parameters: parameterNodes, files: fileNodes, inputs: inputNodes, code: codeNodes,
};

/** The model's own metric first, the others by name. */
function metricNodes(node: SectionNode, { metrics, sources }: VersionDetails): readonly MetricNode[] {
	const { metric } = node.parent.standing;
	return Object.entries(metrics).sort(([a], [b]) => Number(b === metric) - Number(a === metric) || compare(a, b))
		.map(([name, value]) => ({ kind: 'metric', id: `${node.id}|${name}`, parent: node, name, value, source: sources[`metrics.${name}`]?.source }));
}

/** The latest first; in each the model's own metric first. */
function evaluationNodes(node: SectionNode, evaluations: readonly Evaluation[]): readonly FactNode[] {
	const { metric } = node.parent.standing;
	return [...evaluations].sort((a, b) => b.at.getTime() - a.at.getTime() || (a.record < b.record ? 1 : -1)).map(({ record, context, metrics }) => {
		const values = Object.entries(metrics).sort(([a], [b]) => Number(b === metric) - Number(a === metric)).map(([name, value]) => `${name} ${formatMetric(value, metricDecimals([value], []))}`);
		const text = [...values.slice(0, 3), ...(values.length > 3 ? [t('{0} more', values.length - 3)] : [])].join(' · ');
		return { kind: 'fact', id: `${node.id}|${record}`, parent: node, label: short(contextLabel(context), 100), value: text, icon: 'checklist', copy: values.join('\n') };
	});
}

/** Those that differ from the baseline first, each with how far; what only the baseline has is among them. */
function parameterNodes(node: SectionNode, { params, written, sources }: VersionDetails): readonly ParameterNode[] {
	const { version, standing: { baseline } } = node.parent;
	const base = baseline?.id === version.id ? undefined : baseline;
	const differ = (name: string) => (base && differs(version, base, name) ? 0 : 1);
	const names = new Set([...Object.keys(params), ...Object.keys(base?.params ?? {})]);
	return [...names].sort((a, b) => differ(a) - differ(b) || compare(a, b)).map(name => {
		const value = params[name];
		return {
			kind: 'parameter', id: `${node.id}|${name}`, parent: node, name, text: value === undefined ? t('not set') : formatParam(value, written[`params.${name}`]),
			distance: base && distance(name, value, base.params[name], base.label), source: sources[`params.${name}`]?.source,
		};
	});
}

function distance(name: string, value: ParamValue | undefined, other: ParamValue | undefined, label: string): string | undefined {
	if (other === undefined) { return t('not set in {0}', label); }
	const far = value === undefined ? 'changed' : paramDistance(name, value, other);
	return far === undefined ? undefined : far === 'changed' ? t('{0} in {1}', formatParam(other), label) : t('{0} against {1}', far, label);
}

function fileNodes(node: SectionNode, { files }: VersionDetails): readonly FileNode[] {
	return files.map(file => ({ kind: 'file', id: `${node.id}|${file.path}`, parent: node, path: file.path, bytes: file.bytes, digest: file.sha256 }));
}

function inputNodes(node: SectionNode, { facts }: VersionDetails): readonly InputNode[] {
	return facts.inputs.map((input, at) => ({ kind: 'input', id: `${node.id}|${at}`, parent: node, input }));
}

function codeNodes(node: SectionNode, { gitState, untied }: VersionDetails): readonly FactNode[] {
	const fact = (label: string, value: string, copy?: string): FactNode => ({ kind: 'fact', id: `${node.id}|${label}`, parent: node, label, value, ...(copy === undefined ? {} : { copy }) });
	if (gitState === null) { return [fact(t('Not tied'), untied ?? t('not recorded'))]; }
	const { commit, branch, remote, dirty, path, snapshot, leftOut } = gitState;
	return [
		fact(t('Branch'), branch ?? t('detached head')),
		fact(t('Commit'), commit === null ? t('no commit yet') : shortCommit(commit), commit ?? undefined),
		fact(t('Working tree'), dirty ? t('changed') : t('clean')),
		fact(t('Exact state'), snapshot === null ? t('not kept') : shortCommit(snapshot), snapshot ?? undefined),
		...(remote === null ? [] : [fact(t('Remote'), remote)]),
		fact(t('Path in the repository'), path),
		...leftOut.map((sentence, at) => ({ ...fact(t('Left out'), sentence), id: `${node.id}|leftOut|${at}` })),
	];
}

function compare(a: string, b: string): number {
	return a.localeCompare(b, 'en', { numeric: true });
}
