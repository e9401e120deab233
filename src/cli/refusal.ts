/** The CLI itself refuses, or something it was asked about isn't well: one sentence with the remedy, exit 1. */
export class Refusal extends Error {
	override readonly name = 'Refusal';
}
