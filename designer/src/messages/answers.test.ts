import { expect, test } from 'vitest';
import { answers } from './de/answers.ts';

test.each([
  ['Commitment 14 Mar 2007 for line 5280', 'Zusage für den 14. März 2007, Position 5280'],
  ['Delivered, line 5280', 'Zugestellt, Position 5280'],
  ['Delivered expected 3 May 2007 10:00, 12 lines', 'Zugestellt, erwartet am 3. Mai 2007 10:00, 12 Positionen'],
  ['Exception became more severe: Overdue', 'Ausnahme verschärft: Overdue'],
  ['Asked for: Expedite', 'Angefordert: Expedite'],
  ['resumed, done', 'fortgesetzt, erledigt'],
  ['what nobody knows 14', 'what nobody knows 14'],
])('what is recorded as “%s” is read in German', (recorded, german) => {
  expect(answers.reduce((words, [said, own]) => words.replace(said, own), recorded)).toBe(german);
});
