import svelte from 'eslint-plugin-svelte';
import ts from 'typescript-eslint';

/** The components; everything else is linted, with its types, by .oxlintrc.json. */
export default ts.config(
  { ignores: ['**/build/**', '**/.svelte-kit/**', '**/paraglide/**', '.data*/**', '**/node_modules/**', '.turbo/**'] },
  ...svelte.configs.recommended,
  {
    files: ['**/*.svelte', '**/*.svelte.ts'],
    languageOptions: { parserOptions: { parser: ts.parser } },
    rules: { 'svelte/no-navigation-without-resolve': 'off' },
  },
);
