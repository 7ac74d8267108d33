import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';

/** Builds the console into `dist/` here; the control plane serves that folder. */
export default defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  base: './',
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  build: { outDir: 'dist', emptyOutDir: true, assetsInlineLimit: 0, modulePreload: false, reportCompressedSize: false },
  logLevel: 'warn',
});
