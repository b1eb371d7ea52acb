import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  plugins: [svelte()],
  resolve: { alias: { $lib: new URL('./src/lib', import.meta.url).pathname } },
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
