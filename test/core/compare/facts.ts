import type { Evaluation, Input, ParamValue, Tensor, VersionDetails } from '../../../src/core/model';
import type { ComparedVersion } from '../../../src/core/compare/facts';

export interface Given {
	readonly metrics?: Readonly<Record<string, number>>;
	readonly params?: Readonly<Record<string, ParamValue>>;
	readonly environment?: Readonly<Record<string, string>>;
	readonly tensors?: readonly Tensor[];
	readonly inputs?: readonly Input[];
	readonly notes?: string;
	readonly tags?: Readonly<Record<string, string>>;
	readonly digest?: string;
	readonly bytes?: number;
	readonly commit?: string;
	readonly written?: Readonly<Record<string, string>>;
	readonly model?: string;
	/** How it did where. */
	readonly evaluations?: readonly Pick<Evaluation, 'context' | 'metrics'>[];
}

/** A version with these facts and no others. */
export function compared(number: number, given: Given = {}): ComparedVersion {
	const { metrics = {}, params = {}, environment = {}, tensors = [], inputs = [], notes = '', tags = {}, digest = 'd'.repeat(64), bytes = 1000, commit, written = {}, model = 'churn' } = given;
	const gitState = commit === undefined ? null : { commit, branch: 'main', remote: null, dirty: false, path: 'model.bin', snapshot: null, leftOut: [] };
	const details: VersionDetails = {
		id: `01K${String(number).padStart(23, '0')}`, model, number, label: `v${number}`, ref: `${model}@v${number}`, aliases: [], contested: [], tags,
		artifact: { digest, kind: 'file', format: 'safetensors', bytes, path: 'model.bin', storage: 'copy' }, framework: 'pytorch', summary: undefined, parameters: undefined,
		tensorCount: tensors.length || undefined, evaluationCount: given.evaluations?.length ?? 0, inputCount: inputs.length, params, metrics, written, git: gitState, at: new Date(0), by: { name: 'Ada', email: '' }, notes,
		archived: false, purged: undefined, files: [{ path: 'model.bin', sha256: digest, bytes }],
		facts: { kind: 'model', inputs, runs: [], environment, warnings: [], disagreements: [] }, sources: {}, gitState, untied: undefined, record: '',
	};
	const evaluations = (given.evaluations ?? []).map((one, at): Evaluation => ({ ...one, record: `01E${String(number * 100 + at).padStart(23, '0')}`, version: details.id, source: undefined, command: undefined, at: new Date(at), recorded: new Date(at), by: details.by }));
	return { details, tensors, evaluations, model: { primaryMetric: undefined, directions: {} }, card: undefined };
}
