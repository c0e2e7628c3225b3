import type { Language } from '../../../language/index.ts';
import { GERMAN } from './de.ts';
import { ENGLISH } from './en.ts';
import type { FieldWording } from './wording.ts';

/** What the fields of a workflow are called, by language. */
export const FIELD_WORDINGS: Readonly<Record<Language, FieldWording>> = { en: ENGLISH, de: GERMAN };
