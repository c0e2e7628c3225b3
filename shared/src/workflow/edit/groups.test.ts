import { expect, it } from 'vitest';
import { canonicalText } from '../canonical.ts';
import { describeWorkflow } from '../describe/index.ts';
import { diffWorkflows } from '../diff/index.ts';
import type { Workflow } from '../graph.ts';
import { readWorkflow } from '../read.ts';
import { workflowJsonSchema } from '../schema.ts';
import { validate } from '../validate/index.ts';
import {
  addGroup,
  applyPatch,
  copySteps,
  type Draft,
  groupOf,
  groupsOf,
  moveToGroup,
  pasteSteps,
  readSteps,
  removeNodes,
  renameGroup,
  renameNode,
  ungroup,
} from './index.ts';

const bare: Draft = {
  formatVersion: 1,
  id: 'late',
  name: 'Late',
  subject: 'shipment',
  nodes: [
    { id: 'start', kind: 'trigger', title: 'Start', number: 1, config: { on: ['order.created'] } },
    { id: 'ask', kind: 'condition', title: 'Ask', number: 2, config: { when: { all: [] } } },
    { id: 'stop', kind: 'end', title: 'Stop', number: 3, config: { outcome: 'done' } },
  ],
  edges: [
    { from: 'start.out', to: 'ask.in' },
    { from: 'ask.yes', to: 'stop.in' },
  ],
  layout: { start: [0, 0], ask: [0, 130], stop: [0, 260] },
  owner: 'Ops',
};
const grouped = addGroup(bare, { title: 'Deciding', nodes: ['ask', 'stop', 'nobody'] });

const read = (draft: Draft): Workflow => {
  const answer = readWorkflow(draft);
  return answer.ok ? answer.workflow : expect.unreachable(JSON.stringify(answer.problems));
};

it('a group holds the steps that are there, and the format takes it as it is written', () => {
  expect(grouped.groups).toEqual([{ id: 'group', title: 'Deciding', nodes: ['ask', 'stop'] }]);
  expect(Object.keys(grouped)).toEqual([...Object.keys(bare).slice(0, -1), 'groups', 'owner']);
  expect(canonicalText(read(grouped))).toBe(`${JSON.stringify(grouped, null, 2)}\n`);
  expect(workflowJsonSchema()).toHaveProperty('properties.groups');
});

it('what the format does not know in a group is a problem', () => {
  const [group] = groupsOf(grouped);
  const answer = readWorkflow({ ...grouped, groups: [{ ...group, colour: 'red' }] });
  expect(answer).toMatchObject({ ok: false, problems: [{ code: 'unknown-field', path: '/groups/0/colour' }] });
});

it('a step stands in one group: it leaves the old one, which ends with its last step', () => {
  const two = addGroup(grouped, { title: 'Ending', nodes: ['stop'] });
  expect(groupsOf(two).map(({ id, nodes }) => [id, nodes])).toEqual([
    ['group', ['ask']],
    ['group2', ['stop']],
  ]);
  expect(groupsOf(moveToGroup(two, ['ask'], 'group2'))).toMatchObject([{ id: 'group2', nodes: ['stop', 'ask'] }]);
  expect(groupOf(two, 'stop')?.title).toBe('Ending');
});

it('a workflow whose groups are gone has the bytes of one that never had any', () => {
  const text = JSON.stringify(bare);
  expect(JSON.stringify(ungroup(grouped, 'group'))).toBe(text);
  expect(JSON.stringify(moveToGroup(grouped, ['ask', 'stop'], null))).toBe(text);
  expect(ungroup(bare, 'group')).toBe(bare);
});

it('removing and renaming steps reaches the groups', () => {
  expect(groupsOf(removeNodes(grouped, ['ask']))).toMatchObject([{ nodes: ['stop'] }]);
  expect(removeNodes(grouped, ['ask', 'stop'])).not.toHaveProperty('groups');
  expect(groupsOf(renameNode(grouped, 'ask', 'decide'))).toMatchObject([{ nodes: ['decide', 'stop'] }]);
  expect(groupsOf(renameGroup(grouped, 'group', 'Choosing'))).toMatchObject([{ title: 'Choosing' }]);
  expect(renameGroup(grouped, 'group', ' ')).toBe(grouped);
});

it('a frame of which every step is copied comes along, through the clipboard too', () => {
  const steps = readSteps(JSON.stringify(copySteps(grouped, ['ask', 'stop'])));
  const pasted = steps ? pasteSteps(grouped, steps, [300, 0]) : bare;
  expect(groupsOf(pasted)).toEqual([
    { id: 'group', title: 'Deciding', nodes: ['ask', 'stop'] },
    { id: 'group2', title: 'Deciding', nodes: ['ask2', 'stop2'] },
  ]);
  expect(copySteps(grouped, ['ask']).groups).toEqual([]);
});

it('members that do not exist, or are in two groups, are problems that mend themselves', () => {
  const broken = {
    ...grouped,
    groups: [
      { id: 'group', title: 'Deciding', nodes: ['ask', 'gone'] },
      { id: 'group2', title: 'Again', nodes: ['ask'] },
    ],
  };
  const problems = validate(read(broken)).filter(({ code }) => code === 'group-member');
  expect(problems.map(({ path }) => path)).toEqual(['/groups/0/nodes/1', '/groups/1/nodes/0']);
  const mended = problems.reduce<Draft>((draft, { fix }) => applyPatch(draft, fix?.patch ?? []), broken);
  expect(validate(read(mended)).filter(({ code }) => code === 'group-member')).toEqual([]);
});

it('groups are told in words, in both languages, and their changes too', () => {
  const texts = (language: 'en' | 'de') => describeWorkflow(read(grouped), language).map(({ text }) => text);
  expect(texts('en')).toContain('The group “Deciding” holds steps 2 and 3.');
  expect(texts('de')).toContain('Die Gruppe „Deciding“ umfasst Schritt 2 und 3.');
  const { words, structure } = diffWorkflows(read(bare), read(grouped));
  expect(words).toEqual(['The group “Deciding” is new: “Ask”, “Stop”.']);
  expect(structure.settings).toEqual([]);
  const changed = renameGroup(moveToGroup(grouped, ['stop'], null), 'group', 'Choosing');
  expect(diffWorkflows(read(grouped), read(changed)).words).toEqual([
    'The group “Deciding” is called “Choosing”.',
    'The group “Choosing” no longer holds “Stop”.',
  ]);
});
