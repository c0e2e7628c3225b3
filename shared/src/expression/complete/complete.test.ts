import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  ANYTHING,
  BOOLEAN,
  checkExpression,
  INSTANT,
  listOf,
  NUMBER,
  TEXT,
  type Type,
  type TypeScope,
} from '../index.ts';
import { CONTINUED } from './fits.ts';
import { applyCompletion, type Completion, type CompletionRequest, complete } from './index.ts';
import { closers, tokensOf } from './tokens.ts';

const map = (fields: Readonly<Record<string, Type>>, more: Partial<Type> = {}): Type => ({
  kind: 'map',
  fields,
  ...more,
});
const status: Type = { kind: 'text', values: ['planned', 'inTransit', 'delivered'] };

const scope: TypeScope = {
  event: map({ type: TEXT, time: INSTANT, data: map({ value: NUMBER, unit: TEXT }, { rest: ANYTHING }) }),
  data: map({ value: NUMBER, unit: TEXT }, { rest: ANYTHING }),
  subject: map(
    {
      eta: INSTANT,
      status,
      weightKg: NUMBER,
      cancelled: BOOLEAN,
      commitment: map({ deliverBy: INSTANT }),
      lines: { kind: 'map', rest: map({ id: TEXT, open: BOOLEAN }) },
      etaHistory: listOf(map({ at: INSTANT, quality: TEXT })),
    },
    { rest: ANYTHING },
  ),
  zones: map({ yard: ANYTHING, harbour: ANYTHING }),
  calendars: map({ office: ANYTHING }),
  vars: map({ slipMinutes: NUMBER }, { told: true }),
  nodes: map({ 'ask-carrier': map({ accepted: BOOLEAN }), worth: map({ answer: BOOLEAN }) }),
  now: INSTANT,
};

/** The completions where `|` stands. */
function at(marked: string, more: Partial<CompletionRequest> = {}): readonly Completion[] {
  return complete({ source: marked.replace('|', ''), caret: marked.indexOf('|'), scope, ...more });
}
const labels = (marked: string, more?: Partial<CompletionRequest>) => at(marked, more).map(({ label }) => label);

/** The text after the completion of a label is taken, with `|` for the caret. */
function taken(marked: string, label: string, more?: Partial<CompletionRequest>): string | undefined {
  const item = at(marked, more).find((each) => each.label === label);
  if (!item) return undefined;
  const { text, caret } = applyCompletion(marked.replace('|', ''), item);
  return `${text.slice(0, caret)}|${text.slice(caret)}`;
}

describe('names', () => {
  test('a field is found by its own name wherever it stands', () => {
    expect(labels('deliv|')[0]).toBe('subject.commitment.deliverBy');
    expect(labels('subject.deliv|')[0]).toBe('commitment.deliverBy');
    expect(labels('cdb|')).toContain('subject.commitment.deliverBy');
  });

  test('after a dot come the fields of what stands before it', () => {
    expect(labels('subject.|').slice(0, 7)).toEqual(
      expect.arrayContaining(['eta', 'status', 'weightKg', 'commitment', 'lines']),
    );
    expect(labels('last(subject.etaHistory).|')).toEqual(expect.arrayContaining(['at', 'quality']));
    expect(labels('subject.commitment.|')).toContain('deliverBy');
  });

  test('a name with fields leads on to them', () => {
    expect(taken('subj|', 'subject')).toBe('subject.|');
  });

  test('a name that is no word is written in brackets', () => {
    expect(taken('nodes.ask|', 'ask-carrier')).toBe('nodes["ask-carrier"].|');
    expect(labels('accept|')[0]).toBe('nodes["ask-carrier"].accepted');
  });

  test('a macro gives its own name, of the type of what it goes through', () => {
    expect(labels('subject.etaHistory.exists(each, each.|)')).toEqual(expect.arrayContaining(['at', 'quality']));
    expect(labels('subject.etaHistory.exists(each, ea|)')[0]).toBe('each');
  });

  test('the word around the caret is what is replaced', () => {
    expect(taken('subject.e|t > now', 'eta')).toBe('subject.eta| > now');
  });

  test('an example tells what stands behind a name', () => {
    const sample = { subject: { eta: '2026-03-01T10:00:00.000Z' } };
    expect(at('subject.et|', { sample })[0]).toMatchObject({ label: 'eta', value: '2026-03-01T10:00:00.000Z' });
  });
});

describe('what the place takes', () => {
  test('what can never stand there is not offered', () => {
    expect(labels('subject.eta > |')).toContain('now');
    expect(labels('subject.eta > w|')).not.toContain('subject.weightKg');
    expect(labels('minutes(|')).not.toContain('now');
    expect(labels('hourOfDay(|')[0]).toMatch(/subject\.|event\.time|now/);
  });

  test('what leads to the wanted type ranks before what does not', () => {
    const wanted = { types: ['instant'], what: 'an instant' } as const;
    const items = at('e|', { wanted });
    expect(items.find(({ label }) => label === 'subject.eta')?.fitting).toBe('fits');
    expect(items.find(({ label }) => label === 'event.data.value')?.fitting).toBe('partly');
    expect(labels('|', { wanted })).toContain('subject.commitment.deliverBy');
  });

  test('known words are offered to compare with, also inside of quotes and lists', () => {
    expect(labels('subject.status == |')[0]).toMatch(/"/);
    expect(taken('subject.status == de|', '"delivered"')).toBe('subject.status == "delivered"|');
    expect(taken('subject.status == "de|"', '"delivered"')).toBe('subject.status == "delivered"|');
    expect(labels('subject.status in ["planned", |]')).toContain('"delivered"');
  });

  test('what the example holds is offered where the words are not known', () => {
    const sample = { event: { data: { unit: 'CEL' } } };
    expect(labels('event.data.unit == |', { sample })[0]).toBe('"CEL"');
  });

  test('an argument gets what its function names: zones, calendars, units', () => {
    expect(labels('inZone(event.data, |)')).toEqual(expect.arrayContaining(['"yard"', '"harbour"']));
    expect(labels('isBusinessTime(now, "|")')).toEqual(['"office"']);
    expect(labels('convert(subject.weightKg, "KGM", "L|")')).toContain('"LBR"');
  });

  test('functions are written with their brackets, and the caret between them', () => {
    expect(taken('addD|', 'addDays(instant, days, zone?)')).toBe('addDays(|)');
    expect(taken('subject.eta.addD|', 'addDays(days, zone?)')).toBe('subject.eta.addDays(|)');
    expect(taken('flo|(3.5)', 'floor(number)')).toBe('floor|(3.5)');
  });

  test.each(['subject.eta |', '"plain |', '12|', '|subject.eta', 'subject..|'])(
    'nothing is offered at %s',
    (marked) => {
      expect(labels(marked)).toEqual([]);
    },
  );
});

describe('templates', () => {
  const template = { template: true };
  test('only what stands inside of ${ } is completed', () => {
    expect(labels('subj| ${now}', template)).toEqual([]);
    expect(taken('due ${subject.et|} today', 'eta', template)).toBe('due ${subject.eta|} today');
  });
  test('one that is not closed is closed', () => {
    expect(taken('due ${subject.et| today', 'eta', template)).toBe('due ${subject.eta|} today');
    expect(taken('${|', 'subject', template)).toBe('${subject.|}');
  });
});

const WORDS = ['', 's', 'e', 'sub', 'deliv', 'et', 'now', 'add', 'min', 'w', 'size', 'fo', 'co'];
const HEADS = [
  '',
  'subject.eta > ',
  'subject.weightKg * ',
  'subject.status == ',
  'minutes(',
  'addDays(subject.eta, ',
  '!',
  'subject.cancelled && ',
  'subject.status in [',
  'subject.etaHistory.exists(each, each.',
  'subject.',
  'subject.commitment.',
  'event.data.',
  'hours(now - ',
  'coalesce(subject.eta, ',
  'subject.eta.',
  'inZone(event.data, ',
];
const TAILS = ['', ' > now', ' && subject.cancelled', ' + duration("1h")', ')', '.eta'];

test('every completion, once written, has the types of its place', () => {
  const place = fc.tuple(fc.constantFrom(...HEADS), fc.constantFrom(...WORDS), fc.constantFrom(...TAILS));
  const wanted = fc.constantFrom(
    undefined,
    { types: ['instant'], what: 'an instant' } as const,
    { types: ['number'], what: 'a number' } as const,
  );
  let looked = 0;
  fc.assert(
    fc.property(place, wanted, ([head, word, tail], wanted) => {
      const source = head + word + tail;
      const caret = head.length + word.length;
      const before = new Set(problems(finished(head, 'anything', tail), wanted));
      for (const item of complete({ source, caret, scope, wanted })) {
        if (item.kind === 'more') continue;
        const { text } = applyCompletion(source, item);
        const rest = source.slice(item.to);
        const written = text.slice(0, text.length - rest.length);
        // A function is offered for what it gives: its arguments come next.
        if (/\((?:each, )?\)$/.test(written)) continue;
        looked += 1;
        const ends = item.fitting === 'fits' ? [''] : CONTINUED;
        const wrong = ends.map((end) =>
          problems(finished(written, end, rest), wanted).filter((each) => !before.has(each)),
        );
        if (wrong.every((found) => found.length > 0)) throw new Error(`${written}: ${wrong[0]?.join('; ')}`);
      }
    }),
    { numRuns: 400 },
  );
  expect(looked).toBeGreaterThan(400);
});

const problems = (text: string, wanted: CompletionRequest['wanted']) =>
  checkExpression(text, { ...scope, anything: ANYTHING, __other: ANYTHING }, wanted).map(
    ({ code, message }) => `${code} ${message.replace(/ \(character.*/, '')}`,
  );

/** A text with what is missing at its end; what stands behind is left out where the whole cannot be read. */
function finished(head: string, word: string, tail: string): string {
  const text = head + word;
  const open = closers(tokensOf(text));
  return tail === '' || (tail === ')') !== (open !== '') ? text + open : text + tail;
}

test('a completion comes within a few milliseconds, also where much can be named', () => {
  const many = Object.fromEntries(
    Array.from({ length: 500 }, (_, i) => [`step${i}`, map({ answer: BOOLEAN, at: INSTANT })]),
  );
  const large = { ...scope, nodes: map(many) };
  complete({ source: 's', caret: 1, scope: large });
  // The least of several tells the work itself, and least of what else the machine had to do.
  const times = Array.from({ length: 10 }, () => {
    const begun = performance.now();
    complete({ source: 'subject.eta > st', caret: 16, scope: large });
    return performance.now() - begun;
  });
  expect(Math.min(...times)).toBeLessThan(40);
});
