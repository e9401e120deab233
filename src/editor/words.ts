type Translate = (message: string, ...args: readonly (string | number)[]) => string;

const english: Translate = (message, ...args) => message.replace(/\{(\d+)\}/g, (hole, at: string) => String(args[Number(at)] ?? hole));

let translate = english;

/** A text put to the person, with {0}, {1}… filled in: in the editor's language once `speak` was called, in English in plain Node. */
export const t: Translate = (message, ...args) => translate(message, ...args);

/** Hands the editor's translations in. They are a parameter, so that what makes texts can be tested without the editor. */
export function speak(language: Translate): void {
	translate = language;
}
