import { describeExpression, describePath, describeValue } from '@slipway/shared/expression';
import type { ProblemExample } from '@slipway/shared/problem';
import { locale } from '../../../messages/locale.ts';

/** A field as people call it, and what it would be; null where it is missing. */
export interface ExampleFact {
  readonly name: string;
  readonly value: string | null;
}

const PATH = /^[a-z]\w*(\.\w+)+$/i;

/** The input that shows a problem, in words; its event tells the same fields, so they are not told twice. */
export function exampleFacts({ facts }: ProblemExample): readonly ExampleFact[] {
  return Object.entries(facts).map(([text, value]) => ({
    name: nameOf(text),
    value: value === null || value === undefined ? null : describeValue(value, locale),
  }));
}

function nameOf(text: string): string {
  const telling = { language: locale, form: 'bare' } as const;
  if (!PATH.test(text)) return describeExpression(text, telling);
  const [root = '', ...keys] = text.split('.');
  return describePath(root, keys, telling);
}
