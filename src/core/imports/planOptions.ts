import type { Database } from '../database/database';
import type { ImportTool } from './found';

/** A plan is made of what was found and what is there. `db` is undefined where there is no registry yet; `workspace` is absolute. */
export interface PlanOptions {
	readonly tool: ImportTool;
	readonly path: string;
	readonly db: Database | undefined;
	readonly workspace: string;
	/** The text of a model's card; undefined where it has none. */
	readonly card: (model: string) => Promise<string | undefined>;
}
