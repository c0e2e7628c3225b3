export { GERMAN_TITLES } from './de.ts';
