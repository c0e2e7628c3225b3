import { expect, test } from 'vitest';
import { compileTemplate, describeExpression } from './index.ts';

const scope = {
  subject: {
    id: 'shipment:8',
    eta: '2026-03-01T14:30:00.000Z',
    commitment: { deliverBy: '2026-03-01T12:00:00.000Z' },
    codes: ['A', 'B'],
    none: null,
  },
};

function render(source: string) {
  const compiled = compileTemplate(source);
  if (!compiled.ok) throw new Error(JSON.stringify(compiled.problems));
  return compiled.template.render(scope);
}

test('segments are replaced by what people read', () => {
  expect(
    render('${subject.id} is late by ${subject.eta - subject.commitment.deliverBy}: ${subject.codes}${subject.none}'),
  ).toEqual({
    ok: true,
    value: 'shipment:8 is late by 2 h 30 min: ["A","B"]',
    missing: [],
  });
});

test('what is missing stays empty and is listed; what is wrong fails', () => {
  expect(render('ETA ${subject.zip}, ${ subject.a.b }.')).toEqual({
    ok: true,
    value: 'ETA , .',
    missing: ['subject.zip', 'subject.a.b'],
  });
  expect(render('${subject.id + 1}')).toMatchObject({ ok: false, missing: false });
});

test('braces of texts and maps do not close a segment, and $${ is only text', () => {
  expect(render('${"}"}${{"a": "{"}.a}${\'\\\'}\'} $${x} $5 {y} $$')).toMatchObject({ value: "}{'} ${x} $5 {y} $$" });
});

test('a template says what it reads', () => {
  const compiled = compileTemplate('${subject.id} ${subject.eta} ${now}');
  expect(compiled.ok && [compiled.template.roots, compiled.template.paths]).toEqual([
    ['subject', 'now'],
    ['subject.id', 'subject.eta', 'now'],
  ]);
});

test('mistakes are problems', () => {
  const codes = (source: string) => {
    const compiled = compileTemplate(source, { variables: ['subject'] });
    return compiled.ok ? [] : compiled.problems.map((problem) => problem.code);
  };
  expect(codes('a ${subject.id')).toEqual(['template-unclosed']);
  expect(codes('${}')).toEqual(['expression-syntax']);
  expect(codes('${subjct.id} ${1 +}')).toEqual(['expression-unknown-variable', 'expression-syntax']);
  expect(codes('x'.repeat(10_001))).toEqual(['template-too-long']);
});

test('a rendered text is bounded', () => {
  const compiled = compileTemplate('${subject.id}'.repeat(700));
  expect(compiled.ok && compiled.template.render({ subject: { id: 'x'.repeat(200) } })).toMatchObject({ ok: false });
});

test('expressions read as English where we have the words', () => {
  const cases: [string, string][] = [
    ['subject.eta > subject.commitment.deliverBy', 'ETA is more than the commitment'],
    ['subject.eta < subject.commitment.deliverBy - duration("1h")', 'ETA is more than 1 h before the commitment'],
    ['etaSlipMinutes(subject) > vars.slipMinutes', 'ETA slip in minutes is more than slip minutes'],
    ['minutes(now - event.time) >= 90', 'now minus event time in minutes is at least 90'],
    [
      'has(subject.plannedPickupAt) && !(subject.stage in ["delivered", "cancelled"])',
      'planned pickup at is known, and not (stage is one of delivered, cancelled)',
    ],
    [
      'size(subject.stops) > 2 || event.type.startsWith("transport.")',
      'the number of stops is more than 2 or event type starts with transport.',
    ],
    ['subject.stops.exists(s, s.late)', 'for one of stops late'],
    ['subject.a && (subject.b || subject.c)', 'a, and (b or c)'],
    ['subject.due - duration(string(vars.hours) + "h")', 'due minus hours h'],
    ['1 +', '1 +'],
  ];
  for (const [source, text] of cases) expect(describeExpression(source)).toBe(text);
});
