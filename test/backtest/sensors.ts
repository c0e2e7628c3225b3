import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { eventRecord } from '@slipway/runtime/pipeline/log-writer';
import { listCheckpoints } from '@slipway/runtime/stores/checkpoints';
import { type CanonicalEvent, checkEvent } from '@slipway/shared/event';
import { readWorkflow } from '@slipway/shared/workflow';
import { readDevices } from '../coldchain/devices.ts';
import { openEmbedded, type Surroundings } from '../examples/environment/surroundings.ts';
import type { ExampleWorkflow } from './example.ts';
import { type Compared, compareWithLive } from './live.ts';

interface Heard {
  readonly event: CanonicalEvent;
  readonly atMs: number;
}

const MINUTE_MS = 60_000;
const PARTITIONS = 2;
const DAY_MS = 86_400_000;

/** The readings of real loggers, each of a shipment that must stay between 2 and 8 °C, or below freezing by its own limits. */
export function coldchainHistory(): readonly Heard[] {
  const devices = readDevices(fileURLToPath(new URL('../data/coldchain', import.meta.url)));
  return inOrder(
    devices.flatMap((device, at) => {
      const subject = `shipment:LOGGER-${at}`;
      const firstMs = device.readings[0]?.atMs ?? 0;
      const limits = device.rules.map(({ limitC }) => limitC);
      const range = { temperatureMin: Math.min(...limits), temperatureMax: Math.max(...limits) };
      return [
        heard(subject, 'planned', 'shipment.planned', firstMs - MINUTE_MS, range),
        heard(subject, 'picked-up', 'shipment.pickedUp', firstMs - MINUTE_MS, { classifier: 'ACT' }),
        ...device.readings.map(({ atMs, celsius }, index) =>
          heard(subject, `r-${index}`, 'telematics.reading', atMs, {
            measure: 'temperature',
            value: celsius,
            unit: 'CEL',
          }),
        ),
      ];
    }),
  );
}

/** The positions of real vehicles on their trips. They are buses: what stands still long is seldom. */
export function gpsHistory(): readonly Heard[] {
  const path = fileURLToPath(new URL('../data/bods_bus_gps/route14_outbound.csv', import.meta.url));
  const rows = readFileSync(path, 'utf8').trim().split('\n').slice(1);
  const begun = new Set<string>();
  return inOrder(
    rows.flatMap((row) => {
      const [id = '', vehicle = '', trip = '', time = '', lat = '', lon = ''] = row
        .split(',')
        .map((cell) => cell.replaceAll('"', ''));
      const subject = `shipment:TRIP-${vehicle}-${trip}`;
      const atMs = Date.parse(`${time.replace(' ', 'T')}Z`);
      const position = heard(subject, id, 'telematics.position', atMs, { lat: Number(lat), lon: Number(lon) });
      if (begun.has(subject)) return [position];
      begun.add(subject);
      return [
        heard(subject, 'planned', 'shipment.planned', atMs, {}),
        heard(subject, 'picked-up', 'shipment.pickedUp', atMs, { classifier: 'ACT' }),
        position,
      ];
    }),
  );
}

/** Runs a workflow of the gallery live over these events, in the real runtime, then compares it with its backtest. */
export async function runLive(
  workflow: ExampleWorkflow,
  history: readonly Heard[],
  { deaf }: { readonly deaf: boolean },
): Promise<Compared> {
  const read = readWorkflow(workflow);
  if (!read.ok) throw new Error(JSON.stringify(read.problems));
  const surroundings = await openEmbedded();
  const { pipeline, log, database } = surroundings;
  const environment = workflow.id;
  try {
    await pipeline.createEnvironment({ id: environment, kind: 'replay', deliversTo: 'outbox', partitions: PARTITIONS });
    await pipeline.releaseWorkflows(environment, [read.workflow], {});
    const lastMs = history.at(-1)?.atMs ?? 0;
    let tickedMs = 0;
    const records = history.flatMap(({ event, atMs }) => {
      // Time passes by the minute, as it would be noted where something falls due.
      const ticks = atMs - tickedMs >= MINUTE_MS ? ticksAt(atMs) : [];
      if (ticks.length > 0) tickedMs = atMs;
      return [...ticks, { ...eventRecord(event), atMs }];
    });
    for (let from = 0; from < records.length; from += 1_000)
      await log.append(environment, records.slice(from, from + 1_000));
    await log.append(environment, ticksAt(lastMs + DAY_MS));
    await decided(surroundings, environment);
    return await compareWithLive({ database, log, environment, workflow, variables: {} }, { deaf });
  } finally {
    await surroundings.close();
  }
}

/** Waits until every partition has decided all that its log holds. */
async function decided({ log, database }: Surroundings, environment: string): Promise<void> {
  for (let partition = 0; partition < PARTITIONS; partition += 1) {
    const { high } = await log.marks(environment, partition);
    for (;;) {
      const checkpoints = await listCheckpoints(database.kysely, environment);
      if ((checkpoints.find((each) => each.partition === partition)?.next_offset ?? 0) >= high) break;
      await sleep(20);
    }
  }
}

function ticksAt(atMs: number) {
  return Array.from({ length: PARTITIONS }, (_, partition) => ({
    kind: 'tick' as const,
    key: '',
    value: '{}',
    partition,
    atMs,
  }));
}

function heard(
  subject: string,
  id: string,
  type: string,
  atMs: number,
  data: Readonly<Record<string, unknown>>,
): Heard {
  const checked = checkEvent({
    specversion: '1.0',
    id: `${subject}/${id}`,
    source: '/recorded',
    type,
    subject,
    time: new Date(atMs).toISOString(),
    data,
  });
  if (!checked.ok) throw checked.failure;
  return { event: checked.event, atMs };
}

function inOrder(events: readonly Heard[]): readonly Heard[] {
  return events.toSorted((a, b) => a.atMs - b.atMs);
}
