import tseslint from 'typescript-eslint';

export default tseslint.config(
	{ ignores: ['dist/', 'out/', 'node_modules/', 'test/fixtures/'] },
	{
		files: ['src/**/*.ts', 'test/**/*.ts', 'webview-ui/**/*.ts'],
		extends: [tseslint.configs.recommendedTypeCheckedOnly, tseslint.configs.recommended],
		languageOptions: { parserOptions: { project: ['./tsconfig.json', './webview-ui/tsconfig.json'], tsconfigRootDir: import.meta.dirname } },
		rules: {
			'no-restricted-imports': ['error', { paths: [{ name: 'zod', message: "Import 'zod/mini': the whole of zod is ten times its size." }] }],
			'@typescript-eslint/no-floating-promises': 'error',
			'@typescript-eslint/no-explicit-any': 'error',
			'@typescript-eslint/switch-exhaustiveness-check': 'off',
			'@typescript-eslint/require-await': 'off',
			// Calls assertions unnecessary that the compiler asks for (a generic map's values).
			'@typescript-eslint/no-unnecessary-type-assertion': 'off',
			'@typescript-eslint/consistent-type-imports': 'error',
			'no-empty': ['error', { allowEmptyCatch: false }],
		},
	},
	{
		files: ['webview-ui/**/*.ts'],
		rules: {
			// lit calls an event listener with its host as `this`.
			'@typescript-eslint/unbound-method': 'off',
			'@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
		},
	},
	{
		files: ['test/**/*.ts'],
		rules: { '@typescript-eslint/no-unsafe-assignment': 'off', '@typescript-eslint/no-unsafe-member-access': 'off', '@typescript-eslint/no-unsafe-argument': 'off', '@typescript-eslint/no-unsafe-return': 'off', '@typescript-eslint/no-unsafe-call': 'off', '@typescript-eslint/unbound-method': 'off' },
	},
);
