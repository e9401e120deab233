import { html, nothing, svg, type TemplateResult } from 'lit';
import { t } from '../../shared/words';
import { brushAfter, insideOf } from './brush';
import { choice } from './choices';
import { colorOf, dashOf, fitted } from './marks';
import { axesChosen, axesOf, axisChoices, axisTicks, type Axis, type ParallelBox } from './parallel';
import type { Plot, PlotContext } from './plot';
import { chosen, metricsOf, type Quantity } from './quantities';
import { plainTick } from './scale';
import { parallelSpec } from './vegaLite';

const height = 340;

export function parallelPlot(context: PlotContext): Plot {
	const { comparison, arranged, width, deeds } = context;
	const { columns, base } = comparison;
	const metrics = metricsOf(comparison), metric = chosen(metrics, arranged.chartMetric);
	const quantities = axesChosen(comparison, arranged.axes, metric, width < 500 ? 3 : 6);
	if (quantities.length < 2) { return { controls: html``, picture: undefined, note: t('Parallel coordinates need a parameter that differs and a metric.'), table: { head: [], rows: [] }, spec: undefined, points: [] }; }
	const inside = insideOf(axisChoices(comparison), arranged.brushes);
	const order = [...columns.keys()].sort((a, b) => Number(a === base) - Number(b === base));
	const said = (column: number) => `${columns[column]?.name ?? ''}: ${quantities.map(one => `${one.name} ${one.texts[column] ?? ''}`).join(', ')}`;
	return {
		controls: html`${choice(t('Metric'), metrics, metric?.key ?? '', key => { deeds.arrange({ chartMetric: key, axes: arranged.axes.length ? [...arranged.axes.filter(one => one !== metric?.key), key] : [] }); })}${axesMenu(context, quantities)}
			${inside ? html`<button class="link" @click=${() => { deeds.arrange({ brushes: {} }); }}>${t('Clear Brush')}</button>` : nothing}`,
		picture: picture(quantities, inside, context),
		note: html`${inside ? html`<b>${t('{0} of {1} inside the brush', inside.filter(one => one).length, columns.length)}</b> ${brushWords(axisChoices(comparison), arranged.brushes)}. ` : t('Drag along an axis to brush it, or use the arrow keys on it; with Shift they move the upper end.')}`,
		table: { head: [t('Version'), ...quantities.map(one => one.name), ...(inside ? [t('Brush')] : [])], rows: columns.map((column, at) => [column.name, ...quantities.map(one => one.texts[at] ?? ''), ...(inside ? [inside[at] ? t('inside') : t('outside')] : [])]) },
		spec: parallelSpec(axesOf(quantities, boxOf(width)), columns, width), points: order.map(column => ({ column, said: said(column) })),
	};
}

/** 'auc from 0.905 to 0.927, lr from 0.01 to 0.1' */
function brushWords(quantities: readonly Quantity[], brushes: PlotContext['arranged']['brushes']): string {
	return quantities.flatMap(one => { const range = brushes[one.key]; return range ? [t('{0} {1}', one.name, rangeWords(one, range))] : []; }).join(', ');
}

function rangeWords({ isNumeric, groups }: Quantity, [from, to]: readonly [number, number]): string {
	return isNumeric ? t('from {0} to {1}', plainTick(from), plainTick(to)) : groups.filter((_, at) => at >= from && at <= to).join(t(' or ')) || t('none');
}

/** Which quantities are axes. A disclosure of check boxes: it stays open while several are chosen. */
function axesMenu({ comparison, arranged, deeds }: PlotContext, now: readonly Quantity[]): TemplateResult {
	const keys = now.map(one => one.key);
	const toggle = (key: string) => { deeds.arrange({ axes: keys.includes(key) ? keys.filter(one => one !== key) : [...keys.slice(0, -1), key, ...keys.slice(-1)] }); };
	return html`<details class="axes"><summary class="link">${t('Choose Axes')}</summary><fieldset><legend class="spoken">${t('Axes')}</legend>
		${axisChoices(comparison).slice(0, 100).map(({ key, name }) => html`<label><input type="checkbox" .checked=${keys.includes(key)} ?disabled=${keys.length <= 2 && keys.includes(key)} @change=${() => { toggle(key); }}>${name}</label>`)}
		${arranged.axes.length ? html`<button class="link" @click=${() => { deeds.arrange({ axes: [] }); }}>${t('Choose for Me')}</button>` : nothing}</fieldset></details>`;
}

function boxOf(width: number): ParallelBox {
	return { width, height, left: Math.min(90, width * 0.14), right: Math.min(110, width * 0.2), top: 34, bottom: 30 };
}

function picture(quantities: readonly Quantity[], inside: readonly boolean[] | undefined, context: PlotContext): TemplateResult {
	const { comparison, width, at, point } = context;
	const { columns, base } = comparison;
	const box = boxOf(width), axes = axesOf(quantities, box), few = columns.length <= 4;
	const order = [...columns.keys()].sort((a, b) => rank(a) - rank(b));
	function rank(column: number): number { return column === at ? 3 : column === base ? 2 : inside?.[column] ? 1 : 0; }
	const pathOf = (column: number) => axes.map((axis, i) => `${i ? 'L' : 'M'}${axis.x.toFixed(1)} ${axis.y(axis.quantity.values[column]).toFixed(1)}`).join('');
	const last = axes.at(-1), labelled: number[] = [];
	const endLabel = (column: number) => {
		const y = last?.y(last.quantity.values[column]) ?? 0;
		if (column !== at && (!(few || column === base) || labelled.some(other => Math.abs(other - y) < 13))) { return nothing; }
		labelled.push(y);
		return svg`<text class="end" x=${(last?.x ?? 0) + 12} y=${y + 4}>${fitted(columns[column]?.name ?? '', box.right - 14)}</text>`;
	};
	return html`<svg class="chart parallel" width=${width} height=${height} role="group" aria-label=${t('Parallel coordinates of {0} versions over {1}', columns.length, quantities.map(one => one.name).join(', '))} tabindex="0">
		${order.map(column => {
			const isOut = inside !== undefined && !inside[column];
			return svg`<path class="hit" d=${pathOf(column)} @pointerenter=${() => { point(column); }}></path><path class="way ${few || column === base ? colorOf(column, comparison) : inside?.[column] ? 'series-blue' : 'context'} ${isOut ? 'outside' : ''} ${column === at ? 'pointed' : ''}" d=${pathOf(column)} stroke-dasharray=${dashOf(column, comparison)}></path>`;
		})}
		${axes.map(axis => axisOf(axis, box, context))}
		${[...order].reverse().map(endLabel)}</svg>`;
}

function axisOf({ quantity, x, isLog, scale, hasMissing, y, value }: Axis, box: ParallelBox, { comparison, arranged, deeds }: PlotContext) {
	const brush = arranged.brushes[quantity.key];
	const isOnly = Object.keys(arranged.brushes).length > 0;
	const low = quantity.isNumeric ? scale.low : -0.5, high = quantity.isNumeric ? scale.high : quantity.groups.length - 0.5;
	const set = (range: readonly [number, number] | undefined) => { deeds.arrange({ brushes: Object.fromEntries([...Object.entries(arranged.brushes).filter(([key]) => key !== quantity.key), ...(range ? [[quantity.key, range]] : [])]) as typeof arranged.brushes }); };
	const from = (event: PointerEvent) => value(event.clientY - ((event.currentTarget as SVGElement).ownerSVGElement?.getBoundingClientRect().top ?? 0));
	const drag = (event: PointerEvent) => {
		const target = event.currentTarget as SVGElement, start = from(event);
		target.setPointerCapture(event.pointerId);
		const room = quantity.isNumeric ? 0 : 0.5;
		const move = (now: PointerEvent) => { const here = from(now); set([Math.min(start, here) - room, Math.max(start, here) + room]); };
		const up = (now: PointerEvent) => {
			target.removeEventListener('pointermove', move as EventListener);
			// A click without a way clears.
			if (Math.abs(now.clientY - event.clientY) < 3) { set(quantity.isNumeric || isOnly ? undefined : [Math.round(start) - 0.5, Math.round(start) + 0.5]); }
		};
		target.addEventListener('pointermove', move as EventListener);
		target.addEventListener('pointerup', up as EventListener, { once: true });
		event.preventDefault();
		target.focus();
	};
	const key = (event: KeyboardEvent) => {
		if (event.key === 'ArrowLeft' || event.key === 'ArrowRight') {
			const all = [...(event.currentTarget as SVGElement).ownerSVGElement?.querySelectorAll<SVGElement>('.axis-brush') ?? []];
			all.at((all.indexOf(event.currentTarget as SVGElement) + (event.key === 'ArrowRight' ? 1 : -1)) % all.length)?.focus();
		} else if (event.key === 'Delete' || (event.key === 'Escape' && brush)) { set(undefined); } else if (event.key === 'ArrowUp' || event.key === 'ArrowDown') { set(brushAfter(event.key, event.shiftKey, brush, low, high, quantity.isNumeric ? (high - low) / 20 : 1)); } else { return; }
		event.preventDefault();
		event.stopPropagation();
	};
	const ticks = axisTicks({ quantity, scale, y });
	const arrow = quantity.direction === undefined ? '' : quantity.direction === 'higher' ? ' ↑' : ' ↓';
	const room = Math.max(70, (box.width - box.left - box.right) / 3);
	const [top, bottom] = brush ? [y(Math.min(brush[1], quantity.isNumeric ? scale.high : high)), y(Math.max(brush[0], low))] : [box.top, box.height - box.bottom];
	return svg`<line class="axis" x1=${x} x2=${x} y1=${box.top} y2=${box.height - box.bottom}></line>
		<text class="end" x=${x} y=${14} text-anchor="middle">${fitted(`${quantity.name}${isLog ? ` ${t('(log)')}` : ''}${arrow}`, room)}<title>${quantity.name}</title></text>
		${ticks.map(tick => svg`<line class="axis" x1=${x - 4} x2=${x} y1=${y(tick.at)} y2=${y(tick.at)}></line><text class="tick outlined" x=${x - 7} y=${y(tick.at) + 4} text-anchor="end">${fitted(tick.text, 84)}</text>`)}
		${hasMissing ? svg`<text class="tick" x=${x} y=${box.height - 4} text-anchor="middle">${t('not set')}</text>` : nothing}
		${brush ? svg`<rect class="brush" x=${x - 6} y=${top} width="12" height=${Math.max(2, bottom - top)}></rect>` : nothing}
		<rect class="hit axis-brush" x=${x - 12} y=${box.top} width="24" height=${box.height - box.top - box.bottom} tabindex="0" role="slider" aria-orientation="vertical" aria-valuemin=${low} aria-valuemax=${high} aria-valuenow=${brush?.[0] ?? low} aria-valuetext=${brush ? rangeWords(quantity, brush) : t('not brushed')} aria-label=${t('Brush {0} of {1} versions', quantity.name, comparison.columns.length)} @pointerdown=${drag} @keydown=${key}></rect>`;
}
