import { words } from '../../expression/index.ts';
import type { ConditionWording } from './wording.ts';

/** Conditions in German. */
export const GERMAN: ConditionWording = {
  operators: {
    equal: ({ value }) => ['ist', value()],
    notEqual: ({ value }) => ['ist', `nicht ${value()}`],
    lessThan: ({ moment, value }) => (moment ? ['liegt', `vor ${value('dative')}`] : ['ist', `kleiner als ${value()}`]),
    lessThanInclusive: ({ moment, value }) =>
      moment ? ['liegt', `nicht nach ${value('dative')}`] : ['ist', `höchstens ${value()}`],
    greaterThan: ({ moment, value }) =>
      moment ? ['liegt', `nach ${value('dative')}`] : ['ist', `größer als ${value()}`],
    greaterThanInclusive: ({ moment, value }) =>
      moment ? ['liegt', `nicht vor ${value('dative')}`] : ['ist', `mindestens ${value()}`],
    in: ({ options }) => ['ist', options],
    notIn: ({ options }) => ['ist', `nicht ${options}`],
    contains: ({ value }) => ['enthält', value('accusative')],
    doesNotContain: ({ value }) => ['enthält', `nicht ${value('accusative')}`],
    between: ({ low, high, value }) => [
      'liegt',
      high === undefined ? `in ${value('dative')}` : `zwischen ${low} und ${high}`,
    ],
    startsWith: ({ value }) => ['beginnt', `mit ${value('dative')}`],
    matches: ({ pattern }) => ['entspricht', `dem Muster ${pattern}`],
    olderThan: ({ length }) => ['liegt', `mehr als ${length()} zurück`],
    withinZone: ({ value }) => ['liegt', `in der Zone ${value('bare')}`],
    notWithinZone: ({ value }) => ['liegt', `nicht in der Zone ${value('bare')}`],
    surelyWithinZone: ({ value }) => ['liegt', `sicher in der Zone ${value('bare')}`],
    surelyOutsideZone: ({ value }) => ['liegt', `sicher nicht in der Zone ${value('bare')}`],
    nearerThanKm: ({ value }) => ['ist', `näher in km als ${value()}`],
    fartherThanKm: ({ value }) => ['ist', `weiter entfernt in km als ${value()}`],
    isKnown: ({ negative }) => ['ist', negative ? 'nicht bekannt' : 'bekannt'],
    isMissing: ({ negative }) => ['ist', negative ? 'bekannt' : 'nicht bekannt'],
  },
  unknown: (operator, { value }) => [words([operator]), value()],
  decorators: {
    someFact: (text) => `für mindestens eins davon gilt: ${text}`,
    everyFact: (text) => `für alle davon gilt: ${text}`,
    not: (text) => `nicht (${text})`,
    swap: (text) => `${text} (Seiten vertauscht)`,
    someValue: (text) => `${text} (irgendeins davon)`,
    everyValue: (text) => `${text} (jedes davon)`,
  },
  always: 'immer',
  named: (name, holds, form) => {
    const not = holds ? '' : 'nicht ';
    return form === 'final' ? `„${name}“ ${not}zutrifft` : `„${name}“ trifft ${not}zu`;
  },
  and: ' und ',
  or: ' oder ',
  either: 'oder',
  oneOf: (shown) => `eins von ${shown}`,
  oneOfNothing: 'eins von nichts',
};
