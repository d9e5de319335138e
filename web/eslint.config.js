import tseslint from 'typescript-eslint';

export default tseslint.config(
  { ignores: ['dist', 'node_modules', '**/*.svelte'] },
  ...tseslint.configs.strict,
  ...tseslint.configs.stylistic,
);
