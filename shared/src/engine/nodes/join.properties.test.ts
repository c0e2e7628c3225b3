import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Program } from '../program.ts';
import { ask, desk, drawn, end, on } from '../testing/desk.ts';

const WAYS = 7;

/** A graph without loops: actions and joins in a row, every wire leads forward; the last one is always an end. */
const graphs = fc
  .record({
    joins: fc.array(fc.record({ at: fc.nat(WAYS - 1), need: fc.constantFrom('all', 'any', 2) }), { maxLength: 4 }),
    wires: fc.array(fc.tuple(fc.nat(WAYS), fc.boolean(), fc.integer({ min: 1, max: WAYS })), {
      minLength: 4,
      maxLength: 14,
    }),
  })
  .map(({ joins, wires }) => {
    const needs = new Map(joins.map(({ at, need }) => [at + 1, need]));
    const name = (index: number) => (index === WAYS ? 'over' : needs.has(index) ? `j${index}` : `a${index}`);
    const port = (index: number, good: boolean) =>
      index === 0 ? 'start.out' : `${name(index)}.${needs.has(index) ? 'out' : good ? 'done' : 'failed'}`;
    const drawnWires = wires.flatMap(([from, good, step]) => {
      const to = Math.min(WAYS, from + step);
      return from >= WAYS || to <= from ? [] : [`${port(from, good)}>${name(to)}`];
    });
    return { needs, name, wires: [...new Set(['start.out>over', ...drawnWires])] };
  });

function programOf({
  needs,
  name,
  wires,
}: {
  needs: Map<number, unknown>;
  name: (i: number) => string;
  wires: string[];
}) {
  const steps = Array.from({ length: WAYS - 1 }, (_, index) => index + 1).map(
    (index) => [name(index), needs.has(index) ? (['join', { need: needs.get(index) }] as const) : ask()] as const,
  );
  // A join may need no more wires than lead to it.
  const led = (id: string) => wires.filter((wire) => wire.endsWith(`>${id}`)).length;
  const fit = steps.map(([id, step]) =>
    step[0] === 'join' && step[1].need === 2 && led(id) < 2
      ? ([id, ['join', { need: 'all' }]] as const)
      : ([id, step] as const),
  );
  return drawn({ start: on('shipment.planned'), ...Object.fromEntries(fit), over: end('Over') }, wires);
}

/** Whether a token at a node can still come by a wire without passing the join that it leads to: asked by trying. */
function canCome(wires: readonly string[], at: string, wire: string, join: string): boolean {
  return wires.some((each) => {
    const [from = '', to = ''] = each.split('>');
    if (from.split('.')[0] !== at) return false;
    return (from === wire && to === join) || (to !== join && canCome(wires, to, wire, join));
  });
}

function tokensOf(d: ReturnType<typeof desk>) {
  const [run] = d.record().workflows.drawn?.runs ?? [];
  return { run, tokens: run?.tokens ?? [] };
}

function play(program: Program, wires: readonly string[], answers: readonly boolean[]) {
  const d = desk(program);
  d.event(0, 'shipment.planned');
  const pending = () => tokensOf(d).tokens.flatMap(({ waits }) => (waits.for === 'action' ? [waits.action] : []));
  for (let minute = 1; pending().length > 0; minute += 1) {
    const asked = pending();
    const action = asked[minute % asked.length];
    const before = d.decisions.length;
    d.event(minute, answers[minute % answers.length] ? 'action.done' : 'action.failed', { action, output: {} });
    const { tokens } = tokensOf(d);
    for (const step of d.decisions.slice(before).flatMap(({ trace }) => trace)) {
      if (step.did !== 'resumed' || program.nodes.get(step.node)?.kind !== 'join') continue;
      const came = step.values?.came as string[];
      const node = program.nodes.get(step.node);
      const all = node?.kind === 'join' && node.config.need === 'all';
      const lacking = wires.filter(
        (wire) => wire.endsWith(`>${step.node}`) && !came.includes(wire.split('>')[0] ?? ''),
      );
      // One that needs all of its ways goes on without some only where nobody can come by them any more.
      for (const wire of all ? lacking : [])
        for (const token of tokens.filter(({ waits }) => waits.for !== 'join' || waits.wires.length > 0))
          expect(canCome(wires, token.node, wire.split('>')[0] ?? '', step.node)).toBe(false);
    }
  }
  return d;
}

it('joins never keep a run open when no token can come, and never go on while one can', () => {
  fc.assert(
    fc.property(graphs, fc.array(fc.boolean(), { minLength: 3, maxLength: 12 }), (graph, answers) => {
      const d = play(programOf(graph), graph.wires, answers);
      const { run, tokens } = tokensOf(d);
      expect(tokens).toEqual([]);
      expect(run?.status ?? 'ended').toBe('ended');
      expect(d.record().timers).toEqual({});
    }),
    { numRuns: 120, seed: 7 },
  );
}, 30_000);
