import { type CanonicalEvent, subjectKind } from '../event/index.ts';
import { instantFromMs } from '../time/index.ts';
import { splitEnd } from '../workflow/index.ts';
import { withFacts } from './facts.ts';
import { moment } from './moment.ts';
import type { Program } from './program.ts';
import { Turn } from './turn.ts';
import type { RunState, SubjectRecord, TraceStep, WhyNot } from './types.ts';
import { senseAnswer } from './why/index.ts';

type NodeAnswer = WhyNot['nodes'][string];

/**
 * *Why did it (not) fire for this subject?* Asks every sense node of `program` about the record as it stands, changing
 * nothing. `event` is the event that a trigger is asked about (the last one of its types); `trace` is what was recorded
 * for the runs, and lights the path exactly; without it the path is read from the nodes that a run visited.
 */
export function whyNot(
  program: Program,
  record: SubjectRecord,
  options: {
    readonly environment: string;
    readonly nowMs: number;
    readonly event?: CanonicalEvent;
    readonly trace?: readonly TraceStep[];
  },
): WhyNot {
  const state = Object.hasOwn(record.workflows, program.id) ? record.workflows[program.id] : undefined;
  const turn = new Turn({
    workflow: program.id,
    occasion: withFacts({
      environment: options.environment,
      subjectId: record.subject.subject,
      nowMs: options.nowMs,
      ...(options.event ? { event: options.event } : {}),
      late: false,
      cause: 'why',
      activated: false,
      known: record.subject,
      before: record.subject,
    }),
    program,
    paused: false,
    programOf: () => program,
    state,
    exceptions: record.exceptions,
    timers: record.timers,
  });
  const runs = state?.runs ?? [];
  const visited = new Set(
    runs.flatMap((run) => [...run.openings.map((opening) => opening.node), ...Object.keys(run.visits)]),
  );
  const fired = (id: string) => runs.some((run) => run.openings.some((opening) => opening.node === id));
  const senses = program.senses.map(
    (node) => [node.id, { reached: fired(node.id), ...senseAnswer(turn, program, node) }] as const,
  );
  const nodes: Record<string, NodeAnswer> = Object.fromEntries(senses);
  for (const node of program.nodes.values())
    if (!Object.hasOwn(nodes, node.id))
      nodes[node.id] = { reached: visited.has(node.id), text: visited.has(node.id) ? '' : 'not reached' };
  const foreign = subjectKind(record.subject.subject) !== program.workflow.subject;
  return {
    workflow: program.workflow,
    version: program.version,
    fired: runs.length > 0,
    answer: foreign
      ? `This workflow looks at subjects of kind ${program.workflow.subject} only.`
      : answerOf(runs, senses),
    nodes,
    lit: litEdges(program, visited, options.trace),
  };
}

function answerOf(runs: readonly RunState[], senses: readonly (readonly [string, NodeAnswer])[]): string {
  const last = runs.at(-1);
  if (!last) return senses.map(([, answer]) => answer.text).join(' ');
  const began = `It fired: a run began on ${moment(instantFromMs(last.beganMs))}`;
  if (last.status === 'open') return `${began} and is open.`;
  return `${began} and ended as ${last.status}${last.outcome ? `: ${last.outcome}` : ''}.`;
}

function litEdges(
  program: Program,
  visited: ReadonlySet<string>,
  trace: readonly TraceStep[] | undefined,
): readonly string[] {
  const left = trace && new Set(trace.flatMap((each) => each.ports.map((port) => `${each.node}.${port}`)));
  return program.workflow.edges
    .filter(
      (edge) =>
        (left ? left.has(edge.from) : visited.has(splitEnd(edge.from).nodeId)) && visited.has(splitEnd(edge.to).nodeId),
    )
    .map((edge) => `${edge.from}>${edge.to}`);
}
