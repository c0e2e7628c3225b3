import type { Problem } from '../../problem/index.ts';

import { analyseTable } from '../../table/index.ts';
import type { Workflow } from '../graph.ts';
import { NODE_KINDS } from '../kinds/catalogue.ts';
import { surroundingsOf } from '../types/index.ts';
import { judgeBranches } from './branches.ts';
import { endlessCases, uncompensated, unheardFailures } from './cases.ts';
import { clockTriggers, sampleProblems } from './clock.ts';
import { judgeCondition } from './conditions.ts';
import { fieldsOfOthers, waitsForThePast } from './events.ts';
import { notifyLoops } from './loops.ts';
import { readTooEarly } from './outputs.ts';
import { type Place, placesOf } from './place.ts';
import { neverDone } from './reach.ts';
import { waysOf } from './ways.ts';

/** What analysis knows beside the workflow itself. */
export interface Beside {
  /** The workflows that are live, or will be, with it. */
  readonly workflows?: readonly Workflow[] | undefined;
}

/**
 * What a workflow that is right can still be wrong about: what can never be, what always is, what nobody hears of. Never
 * throws; says nothing that it cannot show, and gives up what would take too long. Conditions are looked at as boxes in
 * the space of their inputs (after Calvanese et al., *Semantics and analysis of DMN decision tables*, 2016).
 */
export function analyse(workflow: Workflow, beside: Beside = {}): readonly Problem[] {
  const surroundings = surroundingsOf(workflow);
  const places = placesOf(workflow, surroundings);
  const ways = waysOf(workflow, places, surroundings);
  const verdicts = places.map((place) => ({ place, ...judgeCondition(place) }));
  const branches = judgeBranches(workflow, places, ways);
  const dead = new Set(branches.dead);
  for (const { place, always } of verdicts) if (always === false) for (const port of closedBy(place)) dead.add(port);
  const tables = workflow.nodes.flatMap((node, index) =>
    node.kind === 'table'
      ? analyseTable(node.config, {
          nodeId: node.id,
          path: `/nodes/${index}/config`,
          noneLeads: workflow.edges.some((edge) => edge.from === `${node.id}.none`),
        })
      : [],
  );
  for (const node of workflow.nodes)
    if (node.kind === 'table' && node.config.rows.length === 0) dead.add(`${node.id}.out`);
  return [
    ...verdicts.flatMap(({ problems }) => problems),
    ...branches.problems,
    ...tables,
    ...neverDone(workflow, dead),
    ...fieldsOfOthers(places),
    ...clockTriggers(places),
    ...sampleProblems(workflow),
    ...waitsForThePast(workflow, places, ways),
    ...readTooEarly(workflow),
    ...endlessCases(workflow),
    ...uncompensated(workflow),
    ...unheardFailures(workflow),
    ...notifyLoops(workflow, beside.workflows ?? []),
  ];
}

/** The ports by which no token leaves when a condition never holds. */
function closedBy({ node, within }: Place): readonly string[] {
  const opens = within === '/when' || within === '/while';
  const senses = node.kind === 'trigger' || node.kind === 'schedule' || node.kind === 'hold' || node.kind === 'missing';
  if (senses && opens && !(node.kind === 'missing' && within === '/when'))
    return NODE_KINDS[node.kind].opening.map((port) => `${node.id}.${port}`);
  if (node.kind === 'wait' && !node.config.until) return [`${node.id}.received`];
  return [];
}
