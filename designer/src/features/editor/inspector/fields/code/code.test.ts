import { inspectText } from '@slipway/shared/expression/complete';
import { textPlace } from '@slipway/shared/workflow';
import { describe, expect, test } from 'vitest';
import { inkOf } from './ink.ts';
import { insertPath } from './insert-path.ts';
import { liveOf } from './live.ts';

const { scope } = textPlace({ subject: 'shipment' }, undefined, '');

describe('the ink of a text', () => {
  const spans = (text: string, template = false) =>
    inkOf(text, template, inspectText({ source: text, template, scope }).findings);

  test('is the text itself, in pieces', () => {
    for (const text of ['subject.eta > now', 'Due ${subject.eta} and ${', '', '"open', '🚚 ${now}'])
      expect(
        spans(text, text.includes('$'))
          .map((span) => span.text)
          .join(''),
      ).toBe(text);
  });

  test('tells names from texts, and prose from what is computed', () => {
    expect(
      spans('f("a", 1)')
        .filter(({ kind }) => kind !== 'plain')
        .map(({ kind }) => kind),
    ).toEqual(['function', 'bracket', 'text', 'operator', 'number', 'bracket']);
    expect(spans('Due ${now}', true).map(({ kind }) => kind)).toEqual(['plain', 'fence', 'name', 'fence']);
  });

  test('underlines exactly what is wrong', () => {
    expect(spans('subject.commitment.deliverBefore').find(({ wrong }) => wrong)?.text).toBe('deliverBefore');
    expect(spans('subject.commitment.deliverBy').some(({ wrong }) => wrong)).toBe(false);
  });
});

describe('the live value', () => {
  const sample = { subject: { weightKg: 12 } };
  test('is what the engine makes of the text', () => {
    expect(liveOf('subject.weightKg * 2', false, sample)).toEqual({ is: 'value', value: 24 });
    expect(liveOf('${subject.weightKg}', true, sample)).toEqual({ is: 'value', value: 12 });
    expect(liveOf('${subject.weightKg} kg', true, sample)).toEqual({ is: 'value', value: '12 kg' });
  });
  test('says what is missing and what fails, and that nothing is pinned', () => {
    expect(liveOf('subject.eta', false, sample)).toMatchObject({ is: 'missing' });
    expect(liveOf('subject.weightKg / 0', false, sample)).toMatchObject({ is: 'fails' });
    expect(liveOf('subject.eta', false, undefined)).toEqual({ is: 'unpinned' });
    expect(liveOf('subject.', false, sample)).toEqual({ is: 'unread' });
  });
});

describe('a path that is put in', () => {
  const into = (marked: string, template: boolean) => {
    const at = marked.indexOf('|');
    const { text, caret } = insertPath({ text: marked.replace('|', ''), from: at, to: at }, 'subject.eta', template);
    return `${text.slice(0, caret)}|${text.slice(caret)}`;
  };
  test('goes to the caret of prose as an expression of its own', () => {
    expect(into('Due | today', true)).toBe('Due ${subject.eta}| today');
    expect(into('|', true)).toBe('${subject.eta}|');
  });
  test('takes the place of a value that is there alone', () => {
    expect(into('${now}|', true)).toBe('${subject.eta}|');
    expect(into('0|', false)).toBe('subject.eta|');
  });
  test('goes bare to where an expression is written', () => {
    expect(into('Due ${minutes(|)} today', true)).toBe('Due ${minutes(subject.eta|)} today');
    expect(into('now - |', false)).toBe('now - subject.eta|');
  });
});
