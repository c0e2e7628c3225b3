import { type DraftGraph, graphOf } from '@slipway/shared/workflow/edit';
import { describe, expect, test } from 'vitest';
import { NOTHING } from '../document.ts';
import { addChange, copied, nudgeChange, pasteChange, removeChange } from './changes.ts';
import { type Choice, newChoices, searched, targetChoices } from './choices.ts';
import { addPicker, connectPicker, portPicker } from './pickers.ts';

const graph: DraftGraph = graphOf({
  id: 'slip',
  name: 'Slip',
  subject: 'shipment',
  connections: [
    { slot: 'tms', connector: 'http' },
    { slot: 'mail', connector: 'email' },
  ],
  nodes: [
    { id: 'late', kind: 'trigger', title: 'Late', number: 1, config: { on: ['shipment.delayed'] } },
    { id: 'ask', kind: 'action', title: 'Ask', number: 2, config: { slot: 'tms', operation: 'request', input: {} } },
    { id: 'over', kind: 'end', title: 'Over', number: 3, config: { outcome: 'Over' } },
  ],
  edges: [
    { from: 'late.out', to: 'ask.in' },
    { from: 'ask.done', to: 'over.in' },
  ],
});
const picked = (id: string) => ({ ...NOTHING, nodes: [id] });
const ids = (choices: readonly Choice[]) => choices.map((choice) => choice.id);
const named = (choices: readonly Choice[], id: string): Choice => {
  const found = choices.find((choice) => choice.id === id);
  if (!found) throw new Error(`no choice ${id}`);
  return found;
};

describe('what can be added', () => {
  test('there is one action for each connection of the workflow', () => {
    expect(ids(newChoices(graph, { at: 'anywhere' }))).toEqual(
      expect.arrayContaining(['action tms', 'action mail', 'trigger', 'note']),
    );
  });

  test('after a port nothing without an input fits, and where something failed a person comes first', () => {
    const choices = ids(newChoices(graph, { at: 'port', node: 'ask', port: 'failed' }));
    expect(choices[0]).toBe('exception');
    expect(choices).not.toContain('trigger');
    expect(choices).not.toContain('note');
  });

  test('into a wire fits nothing that ends there', () => {
    expect(ids(newChoices(graph, { at: 'wire', wire: { from: 'late.out', to: 'ask.in' } }))).not.toContain('end');
  });

  test('a wire is offered to every step that it may lead to', () => {
    expect(ids(targetChoices(graph, 'ask.failed'))).toEqual(['step over']);
  });

  test('search finds by any words, those that begin so first', () => {
    expect(ids(searched(newChoices(graph, { at: 'anywhere' }), 'wait'))[0]).toBe('wait');
    expect(ids(searched(newChoices(graph, { at: 'anywhere' }), 'mail act'))).toEqual(['action mail']);
    expect(searched(newChoices(graph, { at: 'anywhere' }), 'teleport')).toEqual([]);
  });
});

describe('add', () => {
  test('goes on from the free port of the picked step that should lead somewhere', () => {
    expect(addPicker(graph, picked('ask')).where).toEqual({ at: 'port', node: 'ask', port: 'failed' });
  });

  test('goes into the wire of a step whose ports all lead somewhere', () => {
    expect(addPicker(graph, picked('late')).where).toEqual({ at: 'wire', wire: { from: 'late.out', to: 'ask.in' } });
  });

  test('goes into the picked wire, and anywhere when nothing is picked or nothing can follow', () => {
    expect(addPicker(graph, { ...NOTHING, wires: ['ask.done>over.in'] }).where.at).toBe('wire');
    expect(addPicker(graph, NOTHING).where.at).toBe('anywhere');
    expect(addPicker(graph, picked('over')).where.at).toBe('anywhere');
  });
});

describe('connect', () => {
  test('asks which port when there are several', () => {
    const picker = connectPicker(graph, picked('ask'));
    expect(typeof picker === 'object' && ids(picker.choices)).toEqual(['port done', 'port failed']);
  });

  test('leads a picked wire elsewhere', () => {
    const picker = connectPicker(graph, { ...NOTHING, wires: ['late.out>ask.in'] });
    expect(typeof picker === 'object' && [picker.purpose, ids(picker.choices)]).toEqual(['reconnect', ['step over']]);
  });

  test('says why when nothing can be wired', () => {
    expect(connectPicker(graph, NOTHING)).toBeTypeOf('string');
    expect(connectPicker(graph, picked('over'))).toBeTypeOf('string');
  });
});

describe('changes', () => {
  test('a step that is added after a port is wired, picked and clear of every card', () => {
    const { choices, where } = portPicker(graph, 'ask', 'failed');
    const change = addChange(graph, named(choices, 'exception'), where, [300, 290]);
    const next = graphOf(change?.command(graph) ?? {});
    expect(next.edges.at(-1)).toEqual({ from: 'ask.failed', to: 'exception.in' });
    expect(change?.select).toEqual({ nodes: ['exception'] });
    expect(next.layout?.exception).toEqual([300, 290]);
  });

  test('the first change that places something writes down where all others are drawn', () => {
    const next = graphOf(nudgeChange(graph, picked('ask'), [8, 0]).command(graph));
    expect(Object.keys(next.layout ?? {})).toEqual(['late', 'ask', 'over']);
    expect(next.layout?.ask?.[0]).toBe(8);
  });

  test('presses in a row on one selection share their step of undo', () => {
    expect(nudgeChange(graph, picked('ask'), [8, 0]).key).toBe(nudgeChange(graph, picked('ask'), [0, 8]).key);
    expect(nudgeChange(graph, picked('ask'), [8, 0]).key).not.toBe(nudgeChange(graph, picked('late'), [8, 0]).key);
  });

  test('a step put into a wire makes what comes after it move down', () => {
    const next = graphOf(
      addChange(graph, named(newChoices(graph, { at: 'anywhere' }), 'wait'), {
        at: 'wire',
        wire: { from: 'late.out', to: 'ask.in' },
      })?.command(graph) ?? {},
    );
    const y = (id: string) => next.layout?.[id]?.[1] ?? 0;
    expect(y('wait') - y('late')).toBeGreaterThanOrEqual(120);
    expect(y('ask') - y('wait')).toBeGreaterThanOrEqual(120);
    expect(y('over') - y('ask')).toBe(145);
  });

  test('removing takes steps, notes and wires, and is nothing when nothing is picked', () => {
    expect(removeChange(graph, NOTHING)).toBeUndefined();
    const next = removeChange(graph, { nodes: ['over'], notes: [], wires: ['late.out>ask.in'] })?.command(graph);
    expect(graphOf(next ?? {}).edges).toEqual([]);
  });

  test('copies stand aside of what was copied, and are picked', () => {
    const steps = copied(graph, picked('ask'));
    const change = steps && pasteChange(graph, steps, [40, 40]);
    expect(change?.select?.nodes).toEqual(['ask2']);
    expect(copied(graph, NOTHING)).toBeUndefined();
  });
});
