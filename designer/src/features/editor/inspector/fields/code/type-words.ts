import { t, tOr } from '../../../../../messages/t.ts';

/** Types in words: “instant”, “text or list”. */
export function typeWords(types: readonly string[]): string {
  // Where a text is wanted, instants and durations become one.
  const told = types.includes('text') ? types.filter((type) => type !== 'instant' && type !== 'duration') : types;
  const words = told.map((type) => tOr(`fields.type.${type}`, type));
  return words.length > 3 ? t('fields.type.any') : words.join(t('fields.type-or'));
}
