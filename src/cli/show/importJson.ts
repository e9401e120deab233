import type { ImportPlan } from '../../core/imports/plan';
import type { ImportResult } from '../../core/verbs/importRegistry';

/** A plan as --json prints it. The keys are a contract: more may come, none goes. */
export function planJson(plan: ImportPlan) {
	return {
		tool: plan.tool, path: plan.path, stores: plan.stores,
		versions: plan.versions.map(one => ({
			model: one.model, version: one.version, action: one.action, why: one.why ?? null, origin: one.origin, from: one.from, aliases: one.aliases, archived: one.retired !== undefined,
			created: one.found.created ?? null, author: one.found.author ?? null, tags: one.tags, id: one.id ?? null, changes: one.changes,
		})),
		models: plan.models.map(one => ({ model: one.model, name: one.name, action: one.action, why: one.why ?? null, origin: one.origin, tags: one.tags, card: one.card ?? null })),
		aliases: plan.aliases.map(one => ({ model: one.model, alias: one.alias, version: one.version, action: one.action, why: one.why ?? null })),
		warnings: plan.warnings,
	};
}

/** What was done, as --json prints it. */
export function doneJson(result: ImportResult) {
	return {
		registered: result.registered.map(({ planned, version }) => ({ id: version.id, model: version.model, number: version.number, ref: version.ref, origin: planned.origin })),
		changed: result.changed.map(({ planned, changes }) => ({ id: planned.id ?? null, model: planned.model, version: planned.version, changes })),
		models: result.models.map(one => one.model), aliases: result.aliases.map(one => ({ model: one.model, alias: one.alias, version: one.version })),
		failed: result.failed, cancelled: result.cancelled,
	};
}
