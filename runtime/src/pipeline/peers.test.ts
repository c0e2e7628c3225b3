import { expect, test } from 'vitest';
import type { Change } from './changes.ts';
import { type NewsChannel, Peers, type Word } from './peers.ts';

/** Processes on one channel, which keeps what was said. */
function processes(count: number) {
  const said: string[] = [];
  const listeners: ((text: string) => void)[] = [];
  const channel: NewsChannel = {
    tell: (text) => {
      said.push(text);
      for (const listener of listeners) listener(text);
    },
    listen: (onNews) => void listeners.push(onNews),
  };
  const all = Array.from({ length: count }, () => {
    const heard: Word[] = [];
    const peers = new Peers(channel);
    peers.listen({ hear: (word) => heard.push(word), gap: () => {} });
    return { peers, heard };
  });
  return { said, all };
}

const batch: Extract<Change, { kind: 'batch' }> = {
  kind: 'batch',
  environment: 'dev',
  partition: 1,
  commit: 7,
  nextOffset: 9,
  clockMs: 1,
  outcomes: { decided: 500, duplicate: 1, skipped: 0, deadLettered: 0 },
  sources: { '/erp': 500 },
  subjects: Array.from({ length: 500 }, (_, index) => `shipment:ÄÖÜ-${'x'.repeat(40)}-${index}`),
  exceptions: ['case-1'],
  actions: [],
  deadLetters: [],
  counters: Array.from({ length: 40 }, (_, index) => {
    return { workflow: 'w', version: 'v', node: `n-${index}`, port: '', partition: 1, count: 1 };
  }),
  decisionMs: 12,
};

test('what one process tells the others hear, and it does not hear itself', () => {
  const { all } = processes(3);
  all[0]?.peers.tell({ is: 'outbox', environment: 'dev' });
  expect(all.map(({ heard }) => heard.length)).toEqual([0, 1, 1]);
});

test('a large change is told in parts that each fit into a notification, and counts once', () => {
  const { all, said } = processes(2);
  all[0]?.peers.tell({ is: 'change', change: batch });
  expect(Math.max(...said.map((text) => Buffer.byteLength(text)))).toBeLessThan(8_000);
  const changes = all[1]?.heard.flatMap((word) =>
    word.is === 'change' && word.change.kind === 'batch' ? [word.change] : [],
  );
  const sum = (of: (change: typeof batch) => number) => changes?.reduce((total, change) => total + of(change), 0);
  expect(sum((change) => change.outcomes.decided)).toBe(500);
  expect(sum((change) => change.counters.length)).toBe(40);
  expect(sum((change) => change.exceptions.length)).toBe(1);
  // More than the live feed names; it then says that there were others.
  expect(sum((change) => change.subjects.length)).toBe(250);
  expect(changes?.filter((change) => change.decisionMs !== null)).toHaveLength(1);
});

test('that things moved is told once for many moves', async () => {
  const { all } = processes(2);
  for (let move = 0; move < 50; move += 1) all[0]?.peers.tell({ is: 'moved', environment: 'dev' });
  await expect.poll(() => all[1]?.heard).toEqual([{ is: 'moved', environment: 'dev' }]);
});
