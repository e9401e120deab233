import { isMainThread } from 'node:worker_threads';

// One bundle for the two that carry the whole core: the command line, and the thread that the editor's registry lives on.
void (isMainThread ? import('./cli/main') : import('./thread/main'));
