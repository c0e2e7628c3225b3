import { expect, test } from 'vitest';
import { answers } from './de/answers.ts';

test.each([
  ['Commitment 14 Mar 2007 for line 5280', 'Zusage für den 14. März 2007, Position 5280'],
  ['Delivered, line 5280', 'Zugestellt, Position 5280'],
  ['Delivered expected 3 May 2007 10:00, 12 lines', 'Zugestellt, erwartet am 3. Mai 2007 10:00, 12 Positionen'],
  ['Exception became more severe: Overdue', 'Ausnahme verschärft: Overdue'],
  ['Asked for: Expedite', 'Angefordert: Expedite'],
  ['resumed, done', 'fortgesetzt, erledigt'],
  [
    'It is next on 2026-03-02 09:30 UTC; it is 2026-03-02 08:01 UTC. Its condition does not hold now.',
    'Das nächste Mal ist am 2026-03-02 09:30 UTC; jetzt ist 2026-03-02 08:01 UTC. Die Bedingung trifft jetzt nicht zu.',
  ],
  [
    'It comes to 5.5 from 2 readings in this phase; it must be more than 8 (it takes 3 samples).',
    'Es ergibt 5.5 aus 2 Messungen in dieser Phase; nötig ist mehr als 8 (es braucht 3 Messungen).',
  ],
  [
    '“B” has held for 12 min of 30 min since 08:00, last told of 08:12. The same was asked for 1 more.',
    '“B” trifft zu, 12 min von 30 min, seit 08:00, zuletzt gemeldet am 08:12. Dasselbe wurde für 1 weitere gefragt.',
  ],
  ['It was due 08:00 and happened late, on 09:00.', 'Es war fällig am 08:00 und geschah zu spät, am 09:00.'],
  ['what nobody knows 14', 'what nobody knows 14'],
])('what is recorded as “%s” is read in German', (recorded, german) => {
  expect(answers.reduce((words, [said, own]) => words.replace(said, own), recorded)).toBe(german);
});
