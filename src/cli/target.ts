/**
 * What tags, notes and histories are about: a version where the text is a reference to one (`churn@v7`, `models:/churn/7`, an id), else the
 * model of that name.
 */
export function targetOf(text: string): { readonly ref: string } | { readonly model: string } {
	return text.includes('@') || text.startsWith('models:/') || /^[0-7][0-9A-HJKMNP-TV-Z]{25}$/.test(text) ? { ref: text } : { model: text };
}
