import { defineConfig, mergeConfig } from 'vitest/config';
import vite from './vite.config.ts';

// The files share their modules: to read these anew for each of them takes twice as long as the tests.
export default mergeConfig(vite, defineConfig({ test: { setupFiles: ['messages.setup.ts'], isolate: false } }));
