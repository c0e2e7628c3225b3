export { canonicalJson, hashOf, hashText } from './canonical.ts';
export { isObject } from './object.ts';
export { type ReadOptions, readJson } from './read.ts';
