import type { Database } from '../database';

/** A version whose number another one had already: what it is called now. */
export interface RenumberedRow { readonly record: string; readonly model: string; readonly version: string; readonly claimed: number; /** The claim that stands. */ readonly earlier: string }

/** Claims of a number that went to an earlier version, latest first. */
export function renumberedRows(db: Database, limit: number): readonly RenumberedRow[] {
	return db.all<RenumberedRow>(
		`select c.record, c.model, c.version, c.number as claimed, d.earlier from
			(select model, number, min(record) as earlier from claim group by model, number having count(*) > 1) d
			join claim c on c.model = d.model and c.number = d.number join version v on v.id = c.version and v.record = c.record
		where v.number is not null and v.number <> c.number order by c.record desc limit ?`, limit);
}

export interface AgreedRow { readonly record: string; readonly model: string; readonly subject: string; readonly name: string; readonly value: string | null; readonly earlier: string }

/** Registers that several people gave the same value at once, by the latest of their records. */
export function agreedRows(db: Database, limit: number): readonly AgreedRow[] {
	return db.all<AgreedRow>(
		`select max(record) as record, min(record) as earlier, model, subject, name, max(value) as value from value
		where replaced = 0 and name <> 'purged' and not (name >= 'link:' and name < 'link;') and not (name >= 'deployment:' and name < 'deployment;')
		group by model, subject, name having count(*) > 1 and count(distinct value) = 1 and count(value) = count(*)
		order by record desc limit ?`, limit);
}
