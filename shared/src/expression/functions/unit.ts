import { convert, findUnit } from '../../unit/index.ts';
import { Fault } from '../fault.ts';
import { isMap } from '../value.ts';
import { type FunctionSpec, param } from './define.ts';

const unit = (name: string, options: { readonly optional?: boolean } = {}) =>
  param(name, 'text', {
    ...options,
    check: (code) => (findUnit(code) ? undefined : `“${code.slice(0, 20)}” is no UN/ECE unit that is known here`),
  });

/** Units, by their codes in UN/ECE Recommendation 20 (CEL, FAH, KGM, LBR, KMH …). */
export const unitFunctions = {
  convert: {
    group: 'unit',
    parameters: [param('value', 'number'), unit('from'), unit('to')],
    result: 'number',
    help: 'A value of one unit in another of the same kind, by UN/ECE codes: CEL FAH KEL, KGM TNE LBR, MTR KMT SMI NMI, KMH KNT, LTR MTQ GLL, PAL BAR PS, SEC MIN HUR and others.',
    example: 'convert(subject.weightKg, "KGM", "LBR") > 40000',
    run: ([value, from, to]) => converted(value, from, to),
  },
  celsius: {
    group: 'unit',
    parameters: [param('reading', ['number', 'map']), unit('unit', { optional: true })],
    result: 'number',
    help: 'A temperature in °C: of a reading with its value and unit, or of a number in a UN/ECE unit (CEL, FAH or KEL).',
    example: 'celsius(event.data.value, event.data.unit) > 8 || celsius(subject.readings.temperature) > 8',
    run: ([reading, unit]) => {
      if (!isMap(reading))
        return unit === undefined ? new Fault('celsius(…) needs a unit') : converted(reading, unit, 'CEL');
      const [value, own] = ['value', 'unit'].map((key) => (Object.hasOwn(reading, key) ? reading[key] : undefined));
      if (typeof value !== 'number' || typeof own !== 'string')
        return new Fault('The reading has no value and unit', true);
      return converted(value, own, 'CEL');
    },
  },
} as const satisfies Record<string, FunctionSpec>;

function converted(value: unknown, from: unknown, to: unknown): number | Fault {
  const result = convert(Number(value), String(from), String(to));
  return typeof result === 'number' ? result : new Fault(result.replace(/\.$/, ''));
}
