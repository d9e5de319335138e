// Two builds of one configuration: `vite build --mode public` (modules of the server's pages, served under /assets/)
// and `vite build --mode desk` (the agents' single-page application, served under /agent/). build.mjs runs both.
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vitest/config';

const shared = { target: 'es2022', modulePreload: { polyfill: false }, assetsInlineLimit: 0 };

export default defineConfig(({ mode }) => {
  if (mode === 'desk') {
    return {
      base: '/agent/',
      plugins: [svelte()],
      publicDir: false as const,
      build: { ...shared, outDir: 'dist/desk', rollupOptions: { input: 'desk/index.html' } },
    };
  }
  return {
    base: '/assets/',
    plugins: [svelte()],
    publicDir: false as const,
    build: {
      ...shared,
      outDir: 'dist/assets',
      assetsDir: '.',
      manifest: 'manifest.json',
      rollupOptions: {
        input: [
          'styles/parvis.css',
          'public/report_form.ts',
          'public/reports_map.ts',
          'public/report_page.ts',
          'public/check_page.ts',
        ],
        // One file for what several pages share: each file is a request, and a page has six (ui budgets).
        output: {
          manualChunks: (id: string) =>
            /public\/(dom|texts|errors)\.ts|\/fr\.json|preload-helper/.test(id) ? 'shared' : undefined,
        },
      },
    },
    test: { include: ['public/**/*.test.ts', 'desk/**/*.test.ts'], environment: 'node' },
  };
});
