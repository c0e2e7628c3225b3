import { describe, expect, it } from 'vitest';
import { LIMITS } from '../../limits/index.ts';
import { desk, drawn, end, on } from '../testing/desk.ts';

const teller = (config: Record<string, unknown>) =>
  desk(
    drawn(
      {
        start: on('shipment.delayed'),
        tell: ['emit', { type: 'shipment.delayed', subject: '"carrier:ACME"', data: {}, ...config }],
        told: end('Told'),
        untold: end('Untold'),
      },
      ['start.out>tell', 'tell.out>told', 'tell.failed>untold'],
    ),
  );
const delayed = (d: ReturnType<typeof teller>, envelope: Record<string, unknown> = {}) =>
  d.event(0, 'shipment.delayed', { reason: { scheme: 'x12.1651', code: 'NA' } }, { id: 'cause', ...envelope });

describe('emit', () => {
  it('puts an event under another subject that knows where it comes from and what caused it', () => {
    const d = teller({ type: 'desk.late', data: { why: '${event.data.reason.code}', shipment: '${subject.id}' } });
    delayed(d);
    expect(d.runs()).toEqual(['Told']);
    expect(d.emitted()).toMatchObject([
      {
        id: expect.stringMatching(/^evt_[0-9a-f]{20}$/),
        source: 'slipway/drawn',
        type: 'desk.late',
        subject: 'carrier:ACME',
        time: d.instant(0),
        hop: 1,
        causationid: 'cause',
        correlationid: 'cause',
        data: { why: 'NA' },
      },
    ]);
  });

  it('keeps the correlation of its cause and counts one hop more', () => {
    const d = teller({});
    delayed(d, { hop: 3, correlationid: 'story' });
    expect(d.emitted()).toMatchObject([{ hop: 4, correlationid: 'story', causationid: 'cause' }]);
  });

  it('stops what was caused by itself too often, and says so', () => {
    const d = teller({});
    const [decision] = delayed(d, { hop: LIMITS.hops });
    expect(d.emitted()).toEqual([]);
    expect(d.runs()).toEqual(['Untold']);
    expect(decision?.trace.find((each) => each.node === 'tell')).toMatchObject({ did: 'failed', ports: ['failed'] });
  });

  it('tells each subject of a list once, under an id of its own', () => {
    const d = teller({ subject: '["order:1", "order:2", "order:1"]' });
    delayed(d);
    expect(d.emitted().map((event) => event.subject)).toEqual(['order:1', 'order:2']);
    expect(new Set(d.emitted().map((event) => event.id)).size).toBe(2);
  });

  it('goes on where there is nobody to tell', () => {
    const d = teller({ subject: '[]' });
    delayed(d);
    expect([d.emitted(), d.runs()]).toEqual([[], ['Told']]);
  });

  it.each([
    ['a subject that is none', { subject: '["order:1", "nobody"]' }],
    ['a subject that is not known', { subject: 'event.data.carrier' }],
    ['data that the type does not allow', { type: 'telematics.position', data: { lat: 'north' } }],
  ])('fails for all where one is wrong: %s', (_what, config) => {
    const d = teller(config);
    delayed(d);
    expect([d.emitted(), d.runs()]).toEqual([[], ['Untold']]);
  });

  it('makes the same ids again', () => {
    const ids = () => {
      const d = teller({});
      delayed(d);
      return d.emitted().map((event) => event.id);
    };
    expect(ids()).toEqual(ids());
  });
});
