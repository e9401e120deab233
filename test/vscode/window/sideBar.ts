import type { Window } from '../window.mjs';

/** Drags the edge of the side bar until it is so wide, in CSS pixels. */
export async function widenSideBar(window: Window, width: number): Promise<void> {
	const { page } = window;
	const box = await page.locator('.part.sidebar').boundingBox();
	if (!box) { throw new Error('The side bar is not open'); }
	const edge = box.x + box.width;
	const y = box.y + box.height / 2;
	await page.mouse.move(edge + 1, y);
	await page.mouse.down();
	await page.mouse.move(box.x + width, y, { steps: 8 });
	await page.mouse.up();
	await page.mouse.move(edge + 300, y);
	await page.waitForTimeout(300);
}
