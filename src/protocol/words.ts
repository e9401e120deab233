/** Every page may ask for the words of the editor's language: English text → translation. Undefined where that is English. */
export interface WordsContract {
	asks: { words(): Readonly<Record<string, string>> | undefined };
	tells: object;
}
