import { defineConfig } from 'vitest/config';

/*
 * The files of a worker share its modules: to read the schemas and to compile the embedded database anew for each of them
 * costs more than the tests. No module here keeps what one test could tell another; what a test fakes it gives back.
 */
export default defineConfig({ test: { isolate: false } });
