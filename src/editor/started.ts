/** Milliseconds, when the bundle began to be evaluated: this is the first module of it. */
export const started = performance.now();
