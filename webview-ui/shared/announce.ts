/** Milliseconds of quiet before something is said: once per pause in typing. */
const pause = 500;

let region: HTMLElement | undefined;
let timer: ReturnType<typeof setTimeout> | undefined;

/** Says something to those who listen to the page rather than see it. What comes within the pause replaces what was to be said. */
export function announce(text: string): void {
	if (!region) {
		region = document.createElement('div');
		region.className = 'spoken';
		region.setAttribute('role', 'status');
		region.setAttribute('aria-live', 'polite');
		document.body.append(region);
	}
	const said = region;
	clearTimeout(timer);
	timer = setTimeout(() => { said.textContent = text; }, pause);
}
