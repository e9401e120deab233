import { noChange } from 'lit';
import { Directive, directive, PartType, type ElementPart, type PartInfo } from 'lit/directive.js';

type Styles = Readonly<Record<string, string>>;

/** Sets single style properties, custom ones among them. Lit's `styleMap` begins with a style attribute, which the page's policy refuses. */
class Styled extends Directive {
	#before: Styles = {};

	constructor(part: PartInfo) {
		super(part);
		if (part.type !== PartType.ELEMENT) { throw new Error('styled() stands in the tag itself: <div ${styled({…})}>'); }
	}

	render(_styles: Styles): typeof noChange {
		return noChange;
	}

	override update({ element }: ElementPart, [styles]: [Styles]): typeof noChange {
		const { style } = element as HTMLElement;
		for (const name of Object.keys(this.#before)) { if (!(name in styles)) { style.removeProperty(name); } }
		for (const [name, value] of Object.entries(styles)) { if (this.#before[name] !== value) { style.setProperty(name, value); } }
		this.#before = styles;
		return noChange;
	}
}

export const styled = directive(Styled);
