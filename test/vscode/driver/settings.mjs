/** The names that VS Code's own themes have in `workbench.colorTheme`. */
export const THEMES = /** @type {const} */ ({
	dark: 'Dark Modern',
	light: 'Light Modern',
	hc: 'Default High Contrast',
	hcLight: 'Default High Contrast Light',
});

/**
 * Settings for a window that says nothing of its own accord and looks the same on every machine.
 * @param {keyof typeof THEMES} [theme]
 * @returns {Record<string, unknown>}
 */
export function quietSettings(theme = 'dark') {
	return {
		'workbench.colorTheme': THEMES[theme],
		'window.autoDetectColorScheme': false,
		'window.autoDetectHighContrast': false,
		'workbench.startupEditor': 'none',
		'workbench.tips.enabled': false,
		'workbench.welcomePage.walkthroughs.openOnInstall': false,
		'workbench.enableExperiments': false,
		'workbench.secondarySideBar.defaultVisibility': 'hidden',
		'workbench.layoutControl.enabled': false,
		'workbench.editor.useModal': 'off',
		'workbench.reduceMotion': 'on',
		'chat.disableAIFeatures': true,
		'telemetry.telemetryLevel': 'off',
		'extensions.ignoreRecommendations': true,
		'extensions.autoCheckUpdates': false,
		'git.openRepositoryInParentFolders': 'never',
		'explorer.compactFolders': false,
		'security.workspace.trust.startupPrompt': 'never',
		'security.workspace.trust.banner': 'never',
	};
}
