import { describeCondition } from '../../condition/index.ts';
import type { Problem } from '../../problem/index.ts';
import type { Workflow, WorkflowNode } from '../graph.ts';
import { type Answer, exampleOf, type Formula, not, Space, solve } from './boxes/index.ts';
import type { Place } from './place.ts';
import { doubt } from './tell.ts';
import type { Way, Ways } from './ways.ts';

/** What the steps that decide never do, and by which ports no token ever leaves (`<node>.<port>`). */
export interface Branches {
  readonly problems: readonly Problem[];
  readonly dead: ReadonlySet<string>;
}

/** Looks for ports of conditions and switches by which no token can leave, given what is certain where they stand. */
export function judgeBranches(workflow: Workflow, places: readonly Place[], ways: Ways): Branches {
  const byNode = new Map<string, Place[]>();
  for (const place of places) byNode.set(place.node.id, [...(byNode.get(place.node.id) ?? []), place]);
  const wired = new Set(workflow.edges.map((edge) => edge.from));
  const problems: Problem[] = [];
  const dead = new Set<string>();
  for (const node of workflow.nodes) {
    const own = byNode.get(node.id) ?? [];
    const known = ways.get(node.id) ?? [];
    const found =
      node.kind === 'condition' && own[0]
        ? judgeCondition(own[0], known)
        : node.kind === 'switch'
          ? judgeSwitch(node, own, known, wired)
          : undefined;
    problems.push(...(found?.problems ?? []));
    for (const port of found?.dead ?? []) dead.add(`${node.id}.${port}`);
  }
  return { problems, dead };
}

interface Found {
  readonly problems: readonly Problem[];
  readonly dead: readonly string[];
}

/** What is certain on one way to a step, in the space of the conditions that are asked there. */
interface Situation {
  readonly space: Space;
  readonly before: readonly Formula[];
  readonly asked: readonly Formula[];
}

function situationsOf(ways: readonly Way[], places: readonly Place[]): readonly Situation[] {
  return ways.map(({ typeOf, passed }) => {
    const space = new Space((path) => typeOf(path) ?? places[0]?.typeOf(path));
    const before = passed.map(({ shape, wanted }) => turned(space.formula(shape), wanted));
    return { space, before, asked: places.map(({ shape }) => space.formula(shape)) };
  });
}

/** Whether something can be so on one way at least. */
function onWays(ways: readonly Situation[], ask: (asked: readonly Formula[]) => readonly Formula[]): Answer['kind'] {
  if (ways.length === 0) return 'unknown';
  let doubtful = false;
  for (const { before, asked } of ways) {
    const answer = solve([...before, ...ask(asked)]);
    if (answer.kind === 'holds') return 'holds';
    if (answer.kind === 'unknown') doubtful = true;
  }
  return doubtful ? 'unknown' : 'never';
}

const turned = (formula: Formula, wanted: boolean) => (wanted ? formula : not(formula));

/** An input that comes to a step. */
function arriving(ways: readonly Way[], place: Place) {
  for (const way of ways) {
    const space = new Space(place.typeOf);
    const answer = solve(way.passed.map(({ shape, wanted }) => turned(space.formula(shape), wanted)));
    if (answer.kind === 'holds') return exampleOf(answer.choice);
  }
  return undefined;
}

function judgeCondition(place: Place, ways: readonly Way[]): Found {
  const alone = new Space(place.typeOf);
  const formula = alone.formula(place.shape);
  const never = (wanted: boolean) => solve([turned(formula, wanted)]).kind === 'never';
  const dead = (['yes', 'no'] as const).filter((port) => never(port === 'yes'));
  const situations = situationsOf(ways, [place]);
  if (dead.length > 0 || onWays(situations, () => []) !== 'holds') return { problems: [], dead };
  const { node, path } = place;
  const problems = (['yes', 'no'] as const).flatMap((port) => {
    const wanted = port === 'yes';
    if (onWays(situations, (asked) => asked.map((each) => turned(each, wanted))) !== 'never') return [];
    dead.push(port);
    const message = `“${node.title}” is never left by ${port}: whatever comes here has ${wanted ? 'excluded' : 'fulfilled'} “${describeCondition(place.json)}” before.`;
    return [doubt({ code: 'branch-never-taken', message, path, node, example: arriving(ways, place) })];
  });
  return { problems, dead };
}

function judgeSwitch(
  node: Extract<WorkflowNode, { kind: 'switch' }>,
  places: readonly Place[],
  ways: readonly Way[],
  wired: ReadonlySet<string>,
): Found {
  const problems: Problem[] = [];
  const dead: string[] = [];
  const first = places[0];
  if (!first || places.length !== node.config.cases.length) return { problems, dead };
  const space = new Space(first.typeOf);
  const formulas = places.map(({ shape }) => space.formula(shape));
  const situations = situationsOf(ways, places);
  const reachable = onWays(situations, () => []) === 'holds';
  const ends = [
    ...formulas.map((formula, index) => ({ formula, index })),
    { formula: undefined, index: formulas.length },
  ];
  for (const { formula, index } of ends) {
    const place = places[index] ?? first;
    const own = formula ? [formula] : [];
    const [id, label] = formula
      ? [node.config.cases[index]?.id ?? '', node.config.cases[index]?.label ?? '']
      : ['else', 'else'];
    const before = formulas.slice(0, index).map(not);
    const path = formula ? place.path : place.path.replace(/\/cases\/.*$/, '/cases');
    if (formula && solve(own).kind === 'never') dead.push(id);
    else if (solve([...before, ...own]).kind === 'never') {
      dead.push(id);
      const message = formula
        ? `“${node.title}”: the case “${label}” is never reached: the cases before it take all that it fits.`
        : `“${node.title}” is never left by else: the cases take everything.`;
      if (!formula && !wired.has(`${node.id}.else`)) continue;
      const answer = solve(formula ? own : formulas.slice(0, 1));
      const example = answer.kind === 'holds' ? exampleOf(answer.choice) : undefined;
      problems.push(doubt({ code: formula ? 'case-shadowed' : 'branch-never-taken', message, path, node, example }));
    } else if (
      reachable &&
      onWays(situations, (asked) => [...asked.slice(0, index).map(not), ...asked.slice(index, index + 1)]) === 'never'
    ) {
      dead.push(id);
      if (!formula && !wired.has(`${node.id}.else`)) continue;
      const message = `“${node.title}” is never left by “${label}”: what leads here has excluded it before.`;
      problems.push(doubt({ code: 'branch-never-taken', message, path, node, example: arriving(ways, first) }));
    }
  }
  return { problems, dead };
}
