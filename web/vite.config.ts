import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/** `npx vite build web` writes web/dist, which the API serves at /. `npx vite web` shows the source, asking a running API. */
export default defineConfig({
  root: import.meta.dirname,
  plugins: [react()],
  build: { outDir: 'dist', emptyOutDir: true, target: 'es2022', chunkSizeWarningLimit: 700 },
  server: { proxy: { '/api': process.env.BANLI_API ?? 'http://127.0.0.1:8420' } },
});
