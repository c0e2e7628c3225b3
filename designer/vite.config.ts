import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';

const STYLE_SHEETS = fileURLToPath(new URL('src/features/editor/json/style-sheets.ts', import.meta.url));

/** The code editor writes style elements, which the served policy refuses: its module for them is replaced by our own. */
function constructedSheets(): Plugin {
  return {
    name: 'constructed-sheets',
    enforce: 'pre',
    resolveId: (source, importer) =>
      source.endsWith('/domStylesheets.js') && importer?.includes('/monaco-editor/') ? STYLE_SHEETS : null,
  };
}

export default defineConfig({
  plugins: [constructedSheets(), react()],
  build: {
    outDir: 'dist',
    // The served policy allows no data: sources, so every asset stays a file.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 700,
  },
  server: {
    port: 5173,
    proxy: { '/api': { target: 'http://127.0.0.1:4400', changeOrigin: false } },
  },
});
