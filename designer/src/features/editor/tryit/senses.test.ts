import { compile } from '@slipway/shared/engine';
import { readWorkflow } from '@slipway/shared/workflow';
import { expect, test } from 'vitest';
import { readLength } from './length.ts';
import { play } from './play.ts';
import { marksOfPlay } from './reading.ts';
import { firstScenario, triedExample, withEvent, withRepeats } from './scenario.ts';

const WARM = { all: [{ fact: 'event', path: 'data.value', operator: 'greaterThan', value: 8 }] };

function workflowOf(sense: object) {
  const read = readWorkflow({
    formatVersion: 1,
    id: 'warm',
    name: 'Warm',
    subject: 'shipment',
    nodes: [
      { id: 'sense', title: 'Sense', ...sense },
      { id: 'end', kind: 'end', title: 'End', config: { outcome: 'Warm' } },
    ],
    edges: [{ from: 'sense.held', to: 'end.in' }],
  });
  if (!read.ok) throw new Error(read.problems[0]?.message);
  return read.workflow;
}

function programOf(sense: object) {
  const compiled = compile(workflowOf(sense));
  if (!compiled.ok) throw new Error(compiled.problems[0]?.message);
  return compiled.program;
}

const hold = { kind: 'hold', config: { on: ['telematics.reading'], while: WARM, for: '30m' } };
const silent = () => ({ kind: 'silent' }) as const;

/** One reading of 9 degrees, and how many more every ten minutes. */
function readings(more: number) {
  const first = firstScenario({ subject: 'shipment', nodes: [{ id: 'sense', title: 'Sense', ...hold }] } as never);
  const [one] = first.events;
  if (!one) throw new Error('there is no first event');
  const warm = withEvent(first, { ...one, event: { ...one.event, data: { ...one.event.data, value: 9 } } });
  return withRepeats(warm, one.key, more, 10 * 60_000);
}

test('a step that watches readings begins with one, and says how long it has held of how long it must', () => {
  const played = play(programOf(hold), readings(2), silent);
  expect(played.moments.map(({ cause }) => cause)).toEqual(['event', 'event', 'event']);
  const mark = marksOfPlay(played, 2).nodes.sense;
  expect(mark?.state).toBe('lit');
  expect(mark?.answer).toContain('20 min of 30 min');
});

test('a reading that comes again and again makes it fire, each an event of its own', () => {
  const scenario = readings(3);
  expect(new Set(scenario.events.map(({ event }) => event.id)).size).toBe(4);
  const played = play(programOf(hold), scenario, silent);
  expect([...marksOfPlay(played, 3).lit]).toEqual(['sense.held>end.in']);
});

test('what concerns many is shown to the subject that is looked at, and changes nothing of it', () => {
  const storm = { kind: 'trigger', config: { on: ['disruption.reported'] } };
  const none = firstScenario({ subject: 'shipment', nodes: [] } as never);
  const own = triedExample('disruption.reported', 'shipment:TRY-1', none.events[0]?.atMs ?? 0, 'storm');
  expect(own.event.subject).toBe('disruption:TRY-1');
  const workflow = { ...workflowOf(storm), edges: [{ from: 'sense.out', to: 'end.in' }] };
  const compiled = compile(workflow);
  if (!compiled.ok) throw new Error('it does not compile');
  const played = play(
    compiled.program,
    { ...none, events: [own, ...none.events.map((e) => ({ ...e, key: 'o' }))] },
    silent,
  );
  const [moment] = played.moments.filter(({ of }) => of === 'storm');
  expect(moment?.decision?.trace.map(({ did }) => did)).toContain('fired');
  expect(moment?.after.subject.registers).toEqual(moment?.before.subject.registers);
});

test('a length of time is read as people write it', () => {
  expect(['10m', '10 min', '2 days', 'soon'].map(readLength)).toEqual([600_000, 600_000, 172_800_000, undefined]);
});

test('what looks only on the way is tried on a shipment that is on its way', () => {
  const gated = { ...hold, config: { ...hold.config, phase: ['in-transit'] } };
  const scenario = firstScenario({ subject: 'shipment', nodes: [{ id: 'sense', title: 'Sense', ...gated }] } as never);
  expect(scenario.events.map(({ event }) => event.type)).toEqual(['shipment.pickedUp', 'telematics.reading']);
  const played = play(programOf(gated), scenario, silent);
  expect(marksOfPlay(played, 1).nodes.sense?.answer).not.toContain('looks only while');
});
