import * as vscode from 'vscode';
import { settings, type SettingName, type SettingValue } from '../manifest/settings';

/** A setting as it holds for a folder or file. A value that isn't one of its kind counts as not set. */
export function setting<K extends SettingName>(name: K, scope: vscode.ConfigurationScope | undefined): SettingValue<K> {
	const found = vscode.workspace.getConfiguration('modelRegistry', scope).get<unknown>(name);
	const declared = settings[name];
	return (typeof found === typeof declared.default ? found : declared.default) as SettingValue<K>;
}
