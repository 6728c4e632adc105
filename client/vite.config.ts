import { join } from 'node:path';
import tailwindcss from '@tailwindcss/vite';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { packed } from './packed.ts';

/** What asks for the first data is read before all else, and has to be small. */
const early = { name: 'early', test: /\/client\/early\/(start|early)\.ts$/, priority: 1 };

const server = process.env.BATON_URL ?? 'http://localhost:3000';

export default defineConfig({
  root: import.meta.dirname,
  base: '/',
  plugins: [react(), tailwindcss(), packed()],
  /** Two copies of Yjs corrupt documents silently. */
  resolve: {
    dedupe: ['yjs', 'lib0', 'y-protocols'],
    /** docs/decisions/2026-11-23-a-light-hook-for-words.md */
    alias: { 'react-i18next': join(import.meta.dirname, 'i18n', 'words.ts') },
  },
  build: {
    outDir: '../build/client',
    emptyOutDir: true,
    target: 'es2023',
    assetsInlineLimit: 0,
    /** What the first look needs comes in one piece: eighty small ones take longer than all they hold. */
    chunkSizeWarningLimit: 800,
    rolldownOptions: { output: { codeSplitting: { groups: [early, { name: 'desk', tags: ['$initial'] }] } } },
  },
  server: {
    proxy: {
      '/api': server,
      '/files': server,
      '/pictures': server,
      '/healthz': server,
      '/socket.io': { target: server, ws: true },
      '/collab': { target: server, ws: true },
    },
  },
});
