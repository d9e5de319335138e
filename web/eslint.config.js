import tseslint from 'typescript-eslint';

export default tseslint.config(
  { ignores: ['dist', 'node_modules', '**/*.svelte', 'desk/lib/api_types.ts'] },
  ...tseslint.configs.strict,
  ...tseslint.configs.stylistic,
);
