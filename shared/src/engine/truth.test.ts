import { describe, expect, it } from 'vitest';
import { compiled, senseDesk } from './testing/sense-desk.ts';

/** Positions that stop while a door is open: two senses, and a trigger that asks for their truth. */
const program = compiled({
  formatVersion: 1,
  id: 'sense',
  name: 'Sense',
  subject: 'shipment',
  settings: { runs: 'parallel' },
  nodes: [
    {
      id: 'quiet',
      kind: 'missing',
      title: 'Quiet',
      config: { on: ['telematics.reading'], per: 'event.data.probe', for: '1h' },
    },
    {
      id: 'opened',
      kind: 'trigger',
      title: 'Opened',
      config: {
        on: ['telematics.door'],
        when: {
          all: [
            { fact: 'nodes', path: 'quiet.active', operator: 'equal', value: true },
            { fact: 'expr', params: { cel: 'nodes.quiet.keys == ["B"]' }, operator: 'equal', value: true },
          ],
        },
      },
    },
    { id: 'told', kind: 'set', title: 'Told', config: { values: { quiet: 'nodes.quiet.active' } } },
    {
      id: 'late',
      kind: 'condition',
      title: 'Late',
      config: { when: { all: [{ fact: 'nodes', path: 'told.quiet', operator: 'equal', value: true }] } },
    },
    { id: 'stay', kind: 'wait', title: 'Stay', config: { timeout: '1d' } },
    { id: 'over', kind: 'end', title: 'Over', config: { outcome: 'Over' } },
  ],
  edges: [
    { from: 'quiet.silent', to: 'over.in' },
    { from: 'opened.out', to: 'told.in' },
    { from: 'told.out', to: 'late.in' },
    { from: 'late.yes', to: 'stay.in' },
    { from: 'stay.timeout', to: 'over.in' },
  ],
});

describe('the truth of a sense node', () => {
  it('is a fact, with the keys for which it is so, beside what nodes have put out', () => {
    const desk = senseDesk(program);
    const reading = (minute: number, probe: string) =>
      desk.event(minute, 'telematics.reading', { measure: 'temperature', value: 4, unit: 'CEL', probe });
    const door = (minute: number) => desk.event(minute, 'telematics.door', { open: true });
    reading(0, 'A');
    reading(0, 'B');
    reading(50, 'A');
    door(55);
    expect(desk.log).toEqual([]);
    door(61);
    expect(desk.log).toEqual([
      '1 h fired silent',
      '1 h 1 min fired out',
      '1 h 1 min entered out',
      '1 h 1 min entered yes',
    ]);
    reading(62, 'B');
    door(63);
    expect(desk.log.slice(4)).toEqual(['1 h 2 min closed heard (no run)']);
  });

  it('is so already for the run that it begins, and is so no more for what closes it', () => {
    const told = (title: string) => ({ kind: 'set', title, config: { values: { active: 'nodes.quiet.active' } } });
    const desk = senseDesk(
      compiled({
        formatVersion: 1,
        id: 'sense',
        name: 'Sense',
        subject: 'shipment',
        nodes: [
          { id: 'quiet', kind: 'missing', title: 'Quiet', config: { on: ['telematics.reading'], for: '1h' } },
          { id: 'begun', ...told('Begun') },
          { id: 'closed', ...told('Closed') },
          { id: 'stay', kind: 'wait', title: 'Stay', config: { timeout: '1d' } },
        ],
        edges: [
          { from: 'quiet.silent', to: 'begun.in' },
          { from: 'begun.out', to: 'stay.in' },
          { from: 'quiet.heard', to: 'closed.in' },
        ],
      }),
    );
    desk.event(0, 'telematics.reading', { measure: 'temperature', value: 4, unit: 'CEL' });
    desk.event(70, 'telematics.reading', { measure: 'temperature', value: 4, unit: 'CEL' });
    expect(desk.record().workflows.sense?.runs[0]?.outputs).toMatchObject({
      begun: { active: true },
      closed: { active: false },
    });
  });
});
