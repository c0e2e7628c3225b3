import { describe, expect, it } from 'vitest';
import { compiled, senseDesk, senseProgram } from './testing/sense-desk.ts';

const storm = { disruption: 'storm', severity: 'high' };

describe('an event of another subject', () => {
  it('is seen by a sense that listens to its type, and leaves the subject as it was', () => {
    const desk = senseDesk(senseProgram('trigger', { on: ['disruption.reported'] }));
    desk.event(0, 'shipment.planned', {});
    const before = desk.record().subject;
    const result = desk.broadcast(10, 'disruption.reported', storm);
    expect(desk.log).toEqual(['10 min fired out']);
    expect(desk.record().subject).toEqual(before);
    expect(result.dirty).toBe(true);
    expect(desk.record().workflows.sense?.runs[0]?.event?.subject).toBe('source:x');
  });

  it('passes by what does not listen', () => {
    const desk = senseDesk(senseProgram('missing', { on: ['telematics.*'], for: '1h' }));
    desk.event(0, 'telematics.position', { lat: 1, lon: 1 });
    const result = desk.broadcast(10, 'disruption.reported', storm);
    expect([result.dirty, result.decisions]).toEqual([false, []]);
  });

  it('wakes a token that waits for its type', () => {
    const program = compiled({
      formatVersion: 1,
      id: 'sense',
      name: 'Sense',
      subject: 'shipment',
      nodes: [
        { id: 'node', kind: 'trigger', title: 'Node', config: { on: ['shipment.booked'] } },
        {
          id: 'stay',
          kind: 'wait',
          title: 'Stay',
          config: {
            for: {
              on: ['disruption.reported'],
              when: { all: [{ fact: 'event', path: 'data.severity', operator: 'equal', value: 'high' }] },
            },
            timeout: '1d',
          },
        },
        { id: 'hit', kind: 'end', title: 'Hit', config: { outcome: 'Hit' } },
        { id: 'spared', kind: 'end', title: 'Spared', config: { outcome: 'Spared' } },
      ],
      edges: [
        { from: 'node.out', to: 'stay.in' },
        { from: 'stay.received', to: 'hit.in' },
        { from: 'stay.timeout', to: 'spared.in' },
      ],
    });
    const desk = senseDesk(program);
    desk.event(0, 'shipment.booked', {});
    desk.broadcast(10, 'disruption.reported', { ...storm, severity: 'low' });
    expect(desk.runs()).toEqual(['open']);
    desk.broadcast(20, 'disruption.reported', storm);
    expect(desk.runs()).toEqual(['Hit']);
  });

  it('is no transition of a case, and no answer to a request', () => {
    const desk = senseDesk(senseProgram('trigger', { on: ['exception.resolved'] }));
    const result = desk.broadcast(10, 'exception.resolved', { exception: 'exc_1', revision: 1 });
    expect(result.decisions.flatMap(({ effects }) => effects.filter(({ kind }) => kind === 'answer'))).toEqual([]);
  });
});
