import type { Graph } from '@slipway/shared/api';
import { EXAMPLES } from '@slipway/shared/examples';
import { graphChanges } from '@slipway/shared/promotion';
import { readWorkflow } from '@slipway/shared/workflow';
import { expect, test } from 'vitest';
import { worded } from './worded-changes.ts';

test('each step of a plan is told anew by its version, and what has no version keeps its words', () => {
  const read = readWorkflow(EXAMPLES[0]?.workflow);
  if (!read.ok) throw new Error('the example cannot be read');
  const changes = graphChanges(null, read.workflow);
  const other = { ...changes, nodes: changes.nodes.map((node) => ({ ...node, after: 'told otherwise' })) };
  expect(worded(other, undefined, read.workflow as unknown as Graph)).toEqual(changes);
  expect(worded(other, undefined, undefined)).toEqual(other);
});
