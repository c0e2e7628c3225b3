/** The measures that readings are of; a workflow watches one of them. */
const MEASURES = 100;
/** A reading of this value or above fires the one workflow that it is for. */
const LIMIT = 99.5;
const SUBJECTS = 5_000;
const EVENT_BYTES = 400;
/** Readings are of one second each: what an event says is the same in every run. */
const BEGINNING_MS = Date.UTC(2026, 0, 1);

/** Workflows that each look at every reading, and act on about one in twenty thousand. */
export function workflows(count: number): unknown[] {
  return Array.from({ length: count }, (_, at) => ({
    formatVersion: 1,
    id: `watch-${at}`,
    name: `Watch measure ${at}`,
    subject: 'shipment',
    connections: [{ slot: 'sink', connector: 'http' }],
    settings: { runs: 'parallel' },
    nodes: [
      {
        id: 'high',
        kind: 'trigger',
        title: 'Too high',
        number: 1,
        config: {
          on: ['telematics.reading'],
          when: {
            all: [
              { fact: 'event', path: 'data.measure', operator: 'equal', value: measure(at) },
              { fact: 'event', path: 'data.value', operator: 'greaterThanInclusive', value: LIMIT },
            ],
          },
        },
      },
      {
        id: 'tell',
        kind: 'action',
        title: 'Tell',
        number: 2,
        config: {
          slot: 'sink',
          operation: 'request',
          input: { method: 'POST', path: '/told', body: { event: '${nodes.high.event}' } },
        },
      },
      { id: 'told', kind: 'end', title: 'Told', number: 3, config: { outcome: 'told' } },
      { id: 'untold', kind: 'end', title: 'Not told', number: 4, config: { outcome: 'not told' } },
    ],
    edges: [
      { from: 'high.out', to: 'tell.in' },
      { from: 'tell.done', to: 'told.in' },
      { from: 'tell.failed', to: 'untold.in' },
    ],
  }));
}

/** An event as the log takes it, of about 400 bytes, and which workflow it fires; the same for the same number. */
export function event(number: number): {
  readonly key: string;
  readonly value: string;
  readonly firing: number | undefined;
} {
  const mixed = Math.imul(number + 1, 2_654_435_761) >>> 0;
  const subject = `shipment:B-${mixed % SUBJECTS}`;
  const value = (mixed % 10_007) / 100.07;
  const content = {
    id: `r-${number}`,
    source: '/bench',
    subject,
    time: new Date(BEGINNING_MS + number * 1_000).toISOString(),
    type: 'telematics.reading',
  };
  const data = { measure: measure(mixed % MEASURES), note: '', unit: 'CEL', value };
  const bytes = JSON.stringify({ data, ...content }).length;
  data.note = '.'.repeat(Math.max(0, EVENT_BYTES - bytes));
  return {
    key: subject,
    value: JSON.stringify({ data, ...content }),
    firing: value >= LIMIT ? mixed % MEASURES : undefined,
  };
}

function measure(at: number): string {
  return `m-${at}`;
}
