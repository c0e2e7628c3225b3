import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';
import { fontParts } from './build/font-parts.ts';

const STYLE_SHEETS = fileURLToPath(new URL('src/code-editor/style-sheets.ts', import.meta.url));

/** The code editor writes style elements, which the served policy refuses: its module for them is replaced by our own. */
function constructedSheets(): Plugin {
  return {
    name: 'constructed-sheets',
    enforce: 'pre',
    resolveId: (source, importer) =>
      source.endsWith('/domStylesheets.js') && importer?.includes('/monaco-editor/') ? STYLE_SHEETS : null,
  };
}

const UNUSED_HUES = /--mantine-color-(?:pink|grape|violet|indigo|cyan|teal|green|lime|yellow|orange)-[\w-]+:[^;]*;/g;

/** Colours are our own tokens: the hues of the library's palette that nothing refers to stay at home. */
function ownColours(): Plugin {
  return {
    name: 'own-colours',
    enforce: 'pre',
    transform: (code, id) =>
      id.includes('/@mantine/core/styles/default-css-variables') ? code.replace(UNUSED_HUES, '') : null,
  };
}

const COMPRESSIBLE = /\.(js|css|svg|json|ttf)$/;

/** Packs what a browser can unpack once, here, and not at every request. */
function packed(): Plugin {
  let assets = '';
  return {
    name: 'packed',
    apply: 'build',
    configResolved({ root, build }) {
      assets = resolve(root, build.outDir, build.assetsDir);
    },
    writeBundle() {
      for (const name of readdirSync(assets).filter((each) => COMPRESSIBLE.test(each)))
        writeFileSync(join(assets, `${name}.gz`), gzipSync(readFileSync(join(assets, name)), { level: 9 }));
    },
  };
}

/**
 * Small files cost more than they hold: the headers of each weigh a kilobyte, and a browser asks for six at a time. What
 * the page begins with is one file, the canvas with all that it needs another, what the first screen has beside them a
 * third. Of the rest, what all screens are made of lies in two, and in one more what puts a workflow into words.
 */
const FILES = [
  { name: 'frame', tags: ['$initial' as const], priority: 6 },
  { name: 'canvas', test: /designer[\\/]src[\\/]editor[\\/]Canvas\.tsx$/, priority: 5 },
  { name: 'first', test: /designer[\\/]src[\\/]features[\\/]home[\\/]Home\.tsx$/, priority: 4 },
  {
    name: 'controls',
    test: /node_modules[\\/](@mantine|@floating-ui|@tabler|react-remove-scroll)|designer[\\/]src[\\/]ui[\\/]\w+\.tsx?$/,
    minShareCount: 2,
    priority: 3,
  },
  { name: 'nouns', test: /shared[\\/]src[\\/]|node_modules[\\/]zod/, minShareCount: 5, priority: 2 },
  { name: 'words', test: /designer[\\/]src[\\/]editor[\\/]english\.ts$/, priority: 1 },
];

export default defineConfig({
  plugins: [constructedSheets(), ownColours(), fontParts(), react(), packed()],
  build: {
    outDir: 'dist',
    // The served policy allows no data: sources, so every asset stays a file.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 700,
    rolldownOptions: { output: { codeSplitting: { groups: FILES } } },
  },
  server: {
    port: 5173,
    proxy: { '/api': { target: 'http://127.0.0.1:4400', changeOrigin: false } },
  },
});
