import { RegistryError, type Reason } from '../core/errors';

/** An error in a form that another thread can be given: its class would be lost on the way. */
export type Failure =
	| { readonly is: 'refused'; readonly reason: Reason; readonly facts: unknown; readonly cause: string | undefined }
	| { readonly is: 'fault'; readonly name: string; readonly message: string; readonly stack: string | undefined };

export function failureOf(error: unknown): Failure {
	if (RegistryError.is(error)) { return { is: 'refused', reason: error.reason, facts: error.facts, cause: error.cause instanceof Error ? error.cause.stack ?? error.cause.message : undefined }; }
	return error instanceof Error ? { is: 'fault', name: error.name, message: error.message, stack: error.stack } : { is: 'fault', name: 'Error', message: String(error), stack: undefined };
}

export function errorOf(failure: Failure): Error {
	if (failure.is === 'refused') {
		return new RegistryError(failure.reason, failure.facts as never, failure.cause === undefined ? undefined : { cause: new Error(failure.cause) });
	}
	const error = new Error(failure.message);
	error.name = failure.name;
	if (failure.stack !== undefined) { error.stack = failure.stack; }
	return error;
}
