import type { ConfigOf } from '../../workflow/kinds/config.ts';
import { type CellType, cellTypes, hitPolicies } from '../../workflow/kinds/decide.ts';

/** A test of a cell as it is meant, beside the text that says it. Values of ordered types are numbers. */
export type Meant =
  | { readonly kind: 'anything' }
  | { readonly kind: 'tests'; readonly not: boolean; readonly tests: readonly MeantTest[] };

export type MeantTest =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'is'; readonly value: unknown }
  | { readonly kind: 'compare'; readonly operator: '<' | '<=' | '>' | '>='; readonly value: number }
  | {
      readonly kind: 'between';
      readonly from: number;
      readonly to: number;
      readonly fromIncluded: boolean;
      readonly toIncluded: boolean;
    };

/** What a row gives, beside the text that says it. */
export interface MeantGive {
  readonly text: string;
  readonly value: string | number | null;
}

/** A table, and what it means. */
export interface RandomTable {
  readonly config: ConfigOf<'table'>;
  readonly when: readonly (readonly Meant[])[];
  readonly give: readonly (readonly MeantGive[])[];
  /** What each input column may hold. */
  readonly domains: readonly (Meant | undefined)[];
}

/** A whole number from 0 up to, and without, a bound. */
export type Draw = (bound: number) => number;

/** Numbers that look random and are the same for the same seed (mulberry32, T. Ettinger). */
export function drawFrom(seed: number): Draw {
  let state = seed >>> 0;
  return (bound) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296) * bound);
  };
}

/** The steps on which thresholds lie; the grid has these, what lies between, and what lies beyond. */
export const STEPS = 5;
export const TEXTS = ['a', 'b c', 'd,e', '"f"'];
const RANKED = ['hi', 'mid', 'lo'];
const HOUR_MS = 3_600_000;
const START_MS = Date.UTC(2026, 2, 1);

/** The value at a step of the grid; steps may be halves. */
export function atStep(type: CellType, step: number): number {
  if (type === 'instant') return START_MS + Math.round(step * 24) * HOUR_MS;
  return type === 'duration' ? step * HOUR_MS : step;
}

export function randomTable(draw: Draw): RandomTable {
  const hitPolicy = hitPolicies[draw(hitPolicies.length)] ?? 'unique';
  const types = Array.from({ length: 1 + draw(3) }, () => cellTypes[draw(cellTypes.length)] ?? 'text');
  const aggregate = hitPolicy === 'collect' ? (['sum', 'min', 'max', 'count', undefined] as const)[draw(5)] : undefined;
  const outputs = (aggregate ? [false] : [true, ...(draw(2) ? [false] : [])]).map((ranked, at) => ({
    id: `out${at}`,
    label: `Out ${at}`,
    type: ranked ? ('text' as const) : ('number' as const),
    ...(ranked ? { values: RANKED.map((text) => JSON.stringify(text)) } : {}),
  }));
  const domains = types.map((type) => (draw(4) === 0 ? randomMeant(type, draw, false) : undefined));
  const count = draw(7);
  const when: Meant[][] = [];
  const give: MeantGive[][] = [];
  for (let row = 0; row < count; row += 1) {
    const [likeWhen, likeGive] = [when.at(-1), give.at(-1)];
    const fresh = types.map((type) => randomMeant(type, draw, true));
    const column = draw(types.length);
    // Rows that are alike but for a cell are what can be merged, and what is redundant.
    const alike = likeWhen && likeGive && draw(3) === 0;
    when.push(alike ? likeWhen.with(column, fresh[column] ?? { kind: 'anything' }) : fresh);
    give.push(alike ? likeGive : outputs.map(({ type }) => randomGive(type, draw)));
  }
  const config: ConfigOf<'table'> = {
    hitPolicy,
    ...(aggregate ? { aggregate } : {}),
    inputs: types.map((type, at) => {
      const domain = domains[at];
      const values = domain ? { values: [textOf(domain, type, draw)] } : {};
      return { id: `in${at}`, label: `In ${at}`, expression: `subject.in${at}`, type, ...values };
    }),
    outputs,
    rows: when.map((cells, row) => ({
      id: `r${row}`,
      when: cells.map((cell, at) => textOf(cell, types[at] ?? 'text', draw)),
      give: (give[row] ?? []).map(({ text }) => text),
    })),
  };
  return { config, when, give, domains };
}

function randomMeant(type: CellType, draw: Draw, free: boolean): Meant {
  if (free && draw(3) === 0) return { kind: 'anything' };
  const tests = Array.from({ length: 1 + draw(2) }, () => randomTest(type, draw, free));
  return { kind: 'tests', not: free && draw(4) === 0, tests };
}

function randomTest(type: CellType, draw: Draw, free: boolean): MeantTest {
  if (free && draw(8) === 0) return { kind: 'nothing' };
  if (type === 'text') return { kind: 'is', value: TEXTS[draw(TEXTS.length)] };
  if (type === 'boolean') return { kind: 'is', value: draw(2) === 0 };
  const value = () => atStep(type, draw(STEPS));
  switch (draw(3)) {
    case 0:
      return { kind: 'is', value: value() };
    case 1:
      return { kind: 'compare', operator: (['<', '<=', '>', '>='] as const)[draw(4)] ?? '<', value: value() };
    default: {
      const low = draw(STEPS - 1);
      const high = low + 1 + draw(STEPS - 1 - low);
      const [fromIncluded, toIncluded] = [draw(2) === 0, draw(2) === 0];
      return { kind: 'between', from: atStep(type, low), to: atStep(type, high), fromIncluded, toIncluded };
    }
  }
}

function randomGive(type: CellType, draw: Draw): MeantGive {
  if (draw(6) === 0) return { text: 'null', value: null };
  if (type === 'text') {
    const value = RANKED[draw(RANKED.length)] ?? 'hi';
    return draw(8) === 0 ? { text: `= "${value}"`, value } : { text: JSON.stringify(value), value };
  }
  const value = draw(3);
  return draw(4) === 0 ? { text: `= ${value} + 1`, value: value + 1 } : { text: String(value), value };
}

function textOf(meant: Meant, type: CellType, draw: Draw): string {
  if (meant.kind === 'anything') return draw(4) === 0 ? '' : '-';
  const text = meant.tests.map((test) => textOfTest(test, type, draw)).join(draw(2) === 0 ? ', ' : ',');
  return meant.not ? `not(${text})` : text;
}

function textOfTest(test: MeantTest, type: CellType, draw: Draw): string {
  switch (test.kind) {
    case 'nothing':
      return 'null';
    case 'is':
      return literal(test.value, type);
    case 'compare':
      return `${test.operator}${draw(2) === 0 ? ' ' : ''}${literal(test.value, type)}`;
    case 'between': {
      const outside = draw(2) === 0;
      const open = test.fromIncluded ? '[' : outside ? ']' : '(';
      const close = test.toIncluded ? ']' : outside ? '[' : ')';
      return `${open}${literal(test.from, type)}..${literal(test.to, type)}${close}`;
    }
  }
}

function literal(value: unknown, type: CellType): string {
  if (type === 'text') return JSON.stringify(value);
  if (type === 'instant') return new Date(Number(value)).toISOString();
  return type === 'duration' ? `${Number(value) / HOUR_MS}h` : String(value);
}
