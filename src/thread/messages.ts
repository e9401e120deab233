import type { Logger } from '../core/log';
import type { RegistryOptions } from '../core/registry';
import type { Moment } from '../core/verbs/past';
import type { Failure } from './failure';

/** What a thread is told of the registry that it opens: the options that are plain data. */
export type ThreadOptions = Pick<RegistryOptions, 'folder' | 'git' | 'watch'> & { /** The past, where that is meant. */ readonly moment?: Moment };

/** To the thread. */
export type Request =
	/** What of `args` stays behind is a stand-in (stayBehind.ts). */
	| { readonly is: 'call'; readonly id: number; readonly verb: string; readonly args: readonly unknown[] }
	| { readonly is: 'abort'; readonly signal: number }
	| { readonly is: 'close' };

/** From the thread. */
export type Reply =
	| { readonly is: 'result'; readonly id: number; readonly value: unknown }
	| { readonly is: 'failure'; readonly id: number; readonly failure: Failure }
	| { readonly is: 'callback'; readonly callback: number; readonly args: readonly unknown[] }
	| { readonly is: 'changed' }
	| { readonly is: 'log'; readonly level: keyof Logger; readonly message: string };
