import type { Evaluation } from '../../core/model';

/** An evaluation as --json prints it. The keys are a contract: more may come, none goes. */
export function evaluationJson({ record, context, metrics, source, command, at, recorded, by }: Evaluation) {
	return {
		record, dataset: context.dataset ?? null, split: context.split ?? null, slice: context.slice ?? null, hardware: context.hardware ?? null,
		metrics, source: source ?? null, command: command ?? null, at, recorded, by: { name: by.name, email: by.email },
	};
}
