import * as vscode from 'vscode';
import { plainLine } from '../../core/present/plain';
import { usualTolerance } from '../../core/present/regressions';
import type { Registry } from '../../core/registry';
import { short } from '../tree/short';
import { t } from '../words';

/** Asks how much worse a metric may get from one version to the next, and records it for the team; left empty it is the usual part again. */
export async function askTolerance(registry: Registry, model: string, metric: string): Promise<void> {
	const { tolerances } = await registry.model(model);
	const said = await vscode.window.showInputBox({
		title: t('Tolerance of {0}', short(plainLine(metric), 60)), prompt: t('Percent of the value before that it may get worse by and count as noise. Empty: {0} %.', usualTolerance * 100),
		value: tolerances[metric] === undefined ? '' : String(Number((tolerances[metric] * 100).toPrecision(6))),
		validateInput: text => (text.trim() === '' || partOf(text) !== undefined ? undefined : t('A number from 0 to 100.')),
	});
	if (said === undefined) { return; }
	await registry.configureModel(model, `tolerance.${metric}`, said.trim() === '' ? null : String(partOf(said) ?? usualTolerance));
}

function partOf(percent: string): number | undefined {
	const number = Number(percent.replace('%', '').replace(',', '.').trim());
	return number >= 0 && number <= 100 ? Number((number / 100).toPrecision(12)) : undefined;
}
