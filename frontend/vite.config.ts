import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vitest/config';

const here = (path: string) => new URL(path, import.meta.url).pathname;

export default defineConfig({
  plugins: [svelte()],
  resolve: {
    alias: [
      { find: '$lib', replacement: here('./src/lib') },
      // From its sources, so that the page and the worker share what both need; ready built, each brings a copy of it.
      { find: /^maplibre-gl$/, replacement: here('./node_modules/maplibre-gl/src/index.ts') },
      { find: /^maplibre-gl\/worker$/, replacement: here('./node_modules/maplibre-gl/src/source/worker.ts') },
    ],
  },
  // MapLibre's classes declare fields that their parents fill; they must not be set to nothing again.
  oxc: { typescript: { removeClassFieldsWithoutInitializer: true } },
  build: {
    outDir: '../src/dateline/web/static',
    emptyOutDir: true,
    // The server forbids everything that is not a file of its own, so nothing may be folded into the page as data.
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 1200,
    modulePreload: { polyfill: false },
  },
  server: { proxy: { '/api': { target: 'http://127.0.0.1:8765' } } },
  test: { include: ['tests/**/*.test.ts'], environment: 'node' },
});
