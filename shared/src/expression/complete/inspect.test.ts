import { describe, expect, test } from 'vitest';
import { ANYTHING, BOOLEAN, INSTANT, NUMBER, TEXT, type Type, type TypeScope } from '../index.ts';
import { conversionsOf, inspectText, unitConversion, withSample } from './index.ts';

const map = (fields: Readonly<Record<string, Type>>, more: Partial<Type> = {}): Type => ({
  kind: 'map',
  fields,
  ...more,
});
const scope: TypeScope = {
  subject: map(
    {
      eta: INSTANT,
      open: BOOLEAN,
      weightKg: NUMBER,
      commitment: map({ deliverBy: INSTANT }, { called: 'the commitment' }),
    },
    { called: 'the subject', rest: ANYTHING },
  ),
  vars: map({ name: TEXT }),
  nodes: ANYTHING,
  now: INSTANT,
};
const INSTANT_WANTED = { types: ['instant'], what: 'an instant' } as const;
const NUMBER_WANTED = { types: ['number'], what: 'a number' } as const;

const first = (source: string, more: Partial<Parameters<typeof inspectText>[0]> = {}) => {
  const [finding] = inspectText({ source, scope, ...more }).findings;
  return finding && { ...finding, marked: source.slice(finding.from, finding.to) };
};

describe('a finding', () => {
  test('stands at its place and says what was meant', () => {
    const found = first('subject.commitment.deliverBefore > now');
    expect(found).toMatchObject({ code: 'expression-unknown-field', marked: 'deliverBefore' });
    expect(found?.replacements[0]).toEqual({
      title: 'deliverBy',
      text: 'subject.commitment.deliverBy > now',
      caret: 'subject.commitment.deliverBy'.length,
    });
  });

  test('doubts a field that only a source could have added, where one like it is known', () => {
    const found = first('subject.wieghtKilo > 3');
    expect(found).toBeUndefined();
    expect(first('subject.weightkilo > 3')).toMatchObject({ severity: 'warning', marked: 'weightkilo' });
    const seen = withSample(scope, { subject: { weightkilo: 4 } });
    expect(first('subject.weightkilo > 3', { scope: seen })).toBeUndefined();
  });

  test('names the whole way to a field that stands deeper', () => {
    expect(first('deliverBy > now')?.replacements.map(({ text }) => text)).toEqual([
      'subject.commitment.deliverBy > now',
    ]);
    expect(first('subjct.eta')?.replacements[0]?.text).toBe('subject.eta');
  });

  test('offers what makes the wanted type of another', () => {
    const found = first('now - subject.eta', { wanted: NUMBER_WANTED });
    expect(found).toMatchObject({ code: 'expression-wrong-result', marked: 'now - subject.eta' });
    expect(found?.replacements.map(({ text }) => text)).toEqual([
      'minutes(now - subject.eta)',
      'hours(now - subject.eta)',
    ]);
  });

  test('of a text that cannot be read yet stands where reading ends', () => {
    expect(first('subject.eta >')).toMatchObject({ code: 'expression-syntax', severity: 'error' });
    expect(first('')).toBeUndefined();
  });

  test('in a template has the place in the whole text, and its replacement keeps the rest', () => {
    const found = first('Due ${subject.commitment.deliverBefore} today', { template: true });
    expect(found).toMatchObject({ marked: 'deliverBefore' });
    expect(found?.message).toContain('character 26');
    expect(found?.replacements[0]?.text).toBe('Due ${subject.commitment.deliverBy} today');
    expect(first('Due ${subject.eta', { template: true })?.replacements[0]?.text).toBe('Due ${subject.eta}');
  });

  test('about the type of a template is told only where one expression is the whole of it', () => {
    expect(first('${subject.weightKg}', { template: true, wanted: INSTANT_WANTED })).toMatchObject({
      code: 'expression-wrong-result',
    });
    expect(first('about ${subject.weightKg}', { template: true, wanted: INSTANT_WANTED })).toBeUndefined();
  });
});

test('what a text gives is told', () => {
  expect(inspectText({ source: 'now - subject.eta', scope }).type?.kind).toBe('duration');
  expect(inspectText({ source: 'at ${now}', template: true, scope }).type?.kind).toBe('text');
});

test('a sample tells the types of what nothing is known of', () => {
  const seen = withSample(scope, { nodes: { ask: { accepted: true } }, subject: { extra: 5 } });
  expect(inspectText({ source: 'nodes.ask.accepted', scope: seen }).type).toMatchObject({
    kind: 'boolean',
    likely: true,
  });
  expect(inspectText({ source: 'subject.extra', scope: seen }).type?.kind).toBe('number');
});

test('conversions are those that the checker finds nothing wrong with', () => {
  expect(conversionsOf('vars.name', TEXT, NUMBER_WANTED, scope)).toEqual(['double(vars.name)']);
  expect(conversionsOf('subject.eta', INSTANT, NUMBER_WANTED, scope)).toEqual([]);
  expect(conversionsOf('subject.eta', INSTANT, INSTANT_WANTED, scope)).toEqual([]);
});

test('a number in another unit is converted by its names', () => {
  expect(unitConversion('subject.weightKg', 'weightKg', 'weight_lbs')).toBe('convert(subject.weightKg, "KGM", "LBR")');
  expect(unitConversion('subject.weightKg', 'weightKg', 'minutes')).toBeUndefined();
});
