export { canonicalJson, hashOf, hashText } from './canonical.ts';
export { type ReadOptions, readJson } from './read.ts';
