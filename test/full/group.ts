import { setTimeout as sleep } from 'node:timers/promises';
import { kafkaClient } from '@slipway/runtime/kafka/index';
import { environment } from '../main-job/setup.ts';

const LOOK_MS = 200;

/** Waits until the group of the processes that decide has settled on one member, but not longer than `mostMs`. */
export async function untilOneIsLeft(variables: Readonly<Record<string, string>>, mostMs: number): Promise<void> {
  const admin = kafkaClient({ brokers: [variables.KAFKA_BROKERS ?? ''] }).admin();
  const group = `${variables.SLIPWAY_NAMESPACE}.${environment}.engine`;
  try {
    await admin.connect();
    for (const end = performance.now() + mostMs; performance.now() < end; await sleep(LOOK_MS)) {
      const { groups } = await admin.describeGroups([group]);
      if (groups.some(({ state, members }) => state === 'Stable' && members.length === 1)) return;
    }
  } finally {
    await admin.disconnect();
  }
}
