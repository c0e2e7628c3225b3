import { type Random, seeded } from '../../support/random.ts';

/** A rule as every engine of the comparison is given it: tests that must all hold, the last kinds made of others. */
export type Test =
  | { readonly kind: 'equal'; readonly field: string; readonly value: string }
  | { readonly kind: 'in'; readonly field: string; readonly values: readonly string[] }
  | { readonly kind: 'above' | 'below'; readonly field: string; readonly value: number }
  | { readonly kind: 'any'; readonly tests: readonly Test[] }
  | { readonly kind: 'not'; readonly test: Test };
export type Rule = readonly Test[];

const TYPES = ['transport.departed', 'transport.arrived', 'telematics.reading', 'telematics.position']
  .concat(['shipment.pickedUp', 'shipment.delivered', 'warehouse.received', 'order.changed'])
  .concat(['equipment.gateIn', 'equipment.gateOut', 'customs.held', 'customs.released']);
const CARRIERS = Array.from({ length: 20 }, (_, at) => `carrier-${at}`);
const COUNTRIES = ['DE', 'FR', 'NL', 'PL', 'US', 'CN', 'GB', 'IT', 'ES', 'SE', 'BR', 'JP', 'IN', 'MX', 'CA'];
const TIERS = ['gold', 'silver', 'bronze', 'none'];
const STAGES = ['planned', 'in-transit', 'at-stop', 'at-destination', 'delivered'];

/** Rules as analysts draw them: a kind of event, and two to five questions about carrier, country, measures and customer. */
export function rulesOf(count: number, seed: number, rare: boolean): readonly Rule[] {
  const random = seeded(seed);
  return Array.from({ length: count }, (): Rule => {
    const tests: Test[] = [{ kind: 'equal', field: 'kind', value: one(random, TYPES) }];
    if (rare || random.next() < 0.5)
      tests.push({ kind: 'in', field: 'data.carrier', values: random.sample(CARRIERS, 3) });
    if (random.next() < 0.4) tests.push({ kind: 'equal', field: 'data.country', value: one(random, COUNTRIES) });
    if (random.next() < 0.7) tests.push(measured(random, 'data.value'));
    if (random.next() < 0.3) tests.push(measured(random, 'data.delayMinutes'));
    if (random.next() < 0.3)
      tests.push({
        kind: 'any',
        tests: [{ kind: 'equal', field: 'subject.tier', value: one(random, TIERS) }, measured(random, 'data.weight')],
      });
    if (random.next() < 0.2)
      tests.push({ kind: 'not', test: { kind: 'equal', field: 'subject.stage', value: one(random, STAGES) } });
    return tests;
  });
}

/** Facts of one event of about 400 bytes as JSON. */
export type Facts = {
  readonly kind: string;
  readonly data: Readonly<Record<string, string | number>>;
  readonly subject: Readonly<Record<string, string>>;
};

export function eventsOf(count: number, seed: number): readonly Facts[] {
  const random = seeded(seed);
  return Array.from({ length: count }, (_, at) => ({
    id: `event-${at}`,
    source: '/bench',
    kind: one(random, TYPES),
    time: new Date(Date.UTC(2026, 0, 1) + at * 1_000).toISOString(),
    data: {
      carrier: one(random, CARRIERS),
      country: one(random, COUNTRIES),
      value: Math.round(random.next() * 1_000) / 10,
      delayMinutes: random.between(0, 600),
      weight: random.between(1, 30_000),
      unit: 'CEL',
      note: 'all doors closed, seal intact, driver on board, next stop confirmed by the consignee',
    },
    subject: { id: `shipment:S-${random.between(0, 5_000)}`, tier: one(random, TIERS), stage: one(random, STAGES) },
  }));
}

function measured(random: Random, field: string): Test {
  return { kind: random.next() < 0.5 ? 'above' : 'below', field, value: thresholdOf(random, field) };
}

function thresholdOf(random: Random, field: string): number {
  if (field === 'data.value') return random.between(0, 100);
  return field === 'data.weight' ? random.between(0, 300) * 100 : random.between(0, 60) * 10;
}

function one<T>(random: Random, all: readonly [T, ...T[]] | readonly T[]): T {
  return all[random.between(0, all.length)] as T;
}
