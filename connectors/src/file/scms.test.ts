import { readFile as readBytes } from 'node:fs/promises';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { checkEvent } from '@slipway/shared/event';
import { compareMapped, compileMapping, type MappedEvent } from '@slipway/shared/mapping';
import { beforeAll, describe, expect, it } from 'vitest';
import { bundledMappings, readFile } from './index.ts';

const HISTORY = join(import.meta.dirname, '../../../test/data/scms.csv.gz');

describe('the SCMS delivery history through its mapping', () => {
  const events: MappedEvent[] = [];
  const warnings = new Map<string, number>();
  let records = 0;
  beforeAll(async () => {
    const compiled = compileMapping(bundledMappings.scms);
    if (!compiled.ok) throw new Error(JSON.stringify(compiled.problems));
    const bytes = gunzipSync(await readBytes(HISTORY));
    for await (const { result } of readFile({ input: { bytes }, format: 'csv', mapping: compiled.mapping })) {
      records += 1;
      if (!result.ok) throw new Error(`record ${records}: ${result.code} ${result.detail}`);
      events.push(...result.events);
      for (const { code } of result.warnings) warnings.set(code, (warnings.get(code) ?? 0) + 1);
    }
    events.sort(compareMapped);
  }, 60_000);

  const of = (id: string) => events.find((mapped) => mapped.event.id === id);

  it('gives two events for each of its 10,324 lines, about 7,030 shipments, without a failure', () => {
    expect([records, events.length]).toEqual([10_324, 20_648]);
    expect(new Set(events.map(({ event }) => event.subject)).size).toBe(7_030);
    expect(new Set(events.map(({ event }) => event.id)).size).toBe(20_648);
  });

  it('keeps dirt as warnings', () => {
    expect(Object.fromEntries(warnings)).toEqual({
      'date-not-captured': 328,
      'weight-not-captured': 3_952,
      'freight-not-captured': 4_126,
    });
  });

  it('knows a commitment at the earliest of its dates, due at the end of the scheduled day', () => {
    expect(of('scms-1245-commitment')).toMatchObject({
      at: '2006-04-19T00:00:00.000Z',
      rank: 0,
      sequence: 1245,
      event: {
        type: 'order.changed',
        subject: 'shipment:ASN-5',
        source: '/scms',
        data: {
          classifier: 'REQ',
          refs: [
            { scheme: 'asn', value: 'ASN-5' },
            { scheme: 'erp.order', value: 'SCMS-1' },
          ],
          lines: [{ id: '1245', deliverBy: '2006-06-27T23:59:59.999Z', timeQuality: 'day', quantity: 147 }],
          destination: { country: "Côte d'Ivoire" },
        },
      },
    });
  });

  it('knows a delivery at the later of delivered and recorded', () => {
    for (const { event, at } of events) {
      if (event.type !== 'shipment.delivered') continue;
      expect(
        event.recordedtime !== undefined && event.recordedtime > event.time ? event.recordedtime : event.time,
      ).toBe(at);
      expect(event.data).toMatchObject({ classifier: 'ACT', timeQuality: 'day' });
    }
  });

  it('keeps a weight that is a cross reference as text', () => {
    const texts = events
      .map(({ event }) => JSON.stringify(event.data))
      .filter((data) => data.includes('"weightText":"See '));
    expect(texts.length).toBe(2_445);
  });

  it('never delivers a line before it was committed', () => {
    const committed = new Set<string>();
    for (const { event } of events) {
      const line = event.id.replace(/-(commitment|delivery)$/, '');
      if (event.type === 'order.changed') committed.add(line);
      else expect(committed.has(line)).toBe(true);
    }
  });

  it('makes events that the check at the door leaves as they are', () => {
    for (const { event } of events.filter((_mapped, index) => index % 50 === 0)) {
      const checked = checkEvent(event);
      expect(checked).toMatchObject({ ok: true });
      if (checked.ok) expect(checked.event).toMatchObject(event);
    }
  });
});
