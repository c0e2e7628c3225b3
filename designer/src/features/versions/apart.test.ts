import example from '@slipway/shared/examples/delivery-overdue.json';
import { expect, test } from 'vitest';
import { lookApart } from './apart.ts';

const { workflow } = example;
const nothing = { references: {}, parts: [] };

/** The workflow with its deadline said otherwise. */
function withDue(due: string): typeof workflow {
  const nodes = workflow.nodes.map((node) =>
    node.kind === 'deadline' ? { ...node, config: { ...node.config, due } } : node,
  );
  return { ...workflow, nodes: nodes as typeof workflow.nodes };
}

test('says by which events two versions are told apart, and what each makes of them', () => {
  const never = withDue('addDays(subject.lines[key].deliverBy, 3650)');
  const answer = lookApart({ before: never, after: workflow, ...nothing });
  expect(answer).toMatchObject({ is: 'found', before: { runs: [] } });
  if (answer.is !== 'found') return;
  expect(answer.events.length).toBeGreaterThan(0);
  expect(answer.after.runs.length).toBeGreaterThan(0);
});

test('says that nothing was found, or which version cannot be played', () => {
  const renamed = { ...workflow, name: 'Another name' };
  expect(lookApart({ before: workflow, after: renamed, ...nothing })).toMatchObject({ is: 'none' });
  expect(lookApart({ before: workflow, after: { nodes: 1 }, ...nothing })).toEqual({ is: 'broken', side: 'after' });
});
