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
    '„B“ trifft zu, 12 min von 30 min, seit 08:00, zuletzt gemeldet am 08:12. Dasselbe wurde für 1 weitere gefragt.',
  ],
  ['It was due 08:00 and happened late, on 09:00.', 'Es war fällig am 08:00 und geschah zu spät, am 09:00.'],
  [
    'It looks only while the subject is before pickup or in transit; it is after.',
    'Es gilt nur in der Phase „vor der Abholung“ oder „unterwegs“; jetzt ist „abgeschlossen“.',
  ],
  ['Not taken up in time', 'Nicht rechtzeitig übernommen'],
  ['row “gold” of “tiers”', 'Zeile „gold“ of „tiers“'],
  [
    'The slot “tms” is not ready in prod: no connection yet.',
    'Der Anschluss „tms“ ist in prod nicht bereit: noch keine Verbindung.',
  ],
  ['“Slip” fails 2 of its 6 tests: early, late.', '„Slip“ besteht 2 von 6 Tests nicht: early, late.'],
  [
    '“Slip” fails 5 of its 6 tests: “a”, “b”, “c” and others.',
    '„Slip“ besteht 5 von 6 Tests nicht: „a“, „b“, „c“ und weitere.',
  ],
  ['fires, nothing more since 2 Mar 2026 09:00', 'löst aus, nichts mehr seit 2. März 2026 09:00'],
  ['There is no field “deliveredAt”', 'Das Feld „deliveredAt“ gibt es nicht'],
  ['It waits for 1 more to approve it.', 'Eine Zustimmung fehlt noch.'],
  ['what nobody knows 14', 'what nobody knows 14'],
])('what is recorded as “%s” is read in German', (recorded, german) => {
  expect(answers.reduce((words, [said, own]) => words.replace(said, own), recorded)).toBe(german);
});
