import type { Why, WhyNode } from '@slipway/shared/api';
import { compile, type SubjectRecord, type WhyNot, whyNot } from '@slipway/shared/engine';
import { type CanonicalEvent, describeEvent } from '@slipway/shared/event';
import { Failure } from '@slipway/shared/failure';
import { instantFromMs } from '@slipway/shared/time';
import type { Workflow } from '@slipway/shared/workflow';
import { findLiveContent, hold, readLiveContent } from '../pipeline/index.ts';
import { concerning, decisionsOf, explanationOf } from '../stores/decisions-reads.ts';
import type { Environment } from '../stores/environments.ts';
import { clockOf } from '../stores/environments-reads.ts';
import { runsOf } from '../stores/runs-reads.ts';
import { placeOfEvent } from '../stores/seen-events-reads.ts';
import { findSubjectRecord } from '../stores/subjects-reads.ts';
import { findGraph, nameVersions } from '../stores/versions-reads.ts';
import { liveOf } from '../stores/workflows-reads.ts';
import type { Services } from './services.ts';

type Asked = Pick<Services, 'database' | 'log' | 'now'>;

/** Why a workflow did or did not fire for a subject, on the version that is live, asked of the engine itself. */
export async function explainWhy(
  services: Asked,
  environment: Environment,
  subject: string,
  workflow: string,
): Promise<Why> {
  const { database } = services;
  const found = await findSubjectRecord(database, environment.id, subject);
  if (!found) throw new Failure('not-found', 'subject');
  const live = (await liveOf(database, environment.id)).get(workflow);
  const graph = live && (await findGraph(database, environment.id, workflow, live.version));
  if (!live || !graph) throw new Failure('not-found', 'workflow');
  const content = await findLiveContent(database.kysely, environment.id, environment.live_set);
  const { given } = await hold(database, environment.id, content ?? readLiveContent(undefined));
  const compiled = compile(graph, given);
  if (!compiled.ok) throw new Failure('invalid-workflow', workflow, { cause: compiled.problems });

  const runs = (await runsOf(database, environment.id, subject, found.record)).filter(
    (run) => run.workflow.id === workflow,
  );
  const last = runs[0];
  const decisions = last ? concerning(await decisionsOf(database, environment.id, subject, workflow), [last.id]) : [];
  const event = await lastSensed(services, environment.id, graph, found.record);
  const nowMs = (await clockOf(database, environment)) ?? services.now();
  const answer = whyNot(compiled.program, found.record, {
    environment: environment.id,
    nowMs,
    ...(event ? { event } : {}),
    ...(last ? { trace: decisions.flatMap((decision) => decision.trace) } : {}),
  });
  const name = await nameVersions(database, environment.id);
  return {
    workflow: name(workflow, live.version),
    fired: answer.fired || last !== undefined,
    // The subject's record forgets a run that is over; its row does not.
    answer:
      answer.fired || !last
        ? answer.answer
        : `It fired: a run began at ${last.startedAt} and ended as ${last.state}${last.outcome ? `: ${last.outcome}` : ''}. ${answer.answer}`,
    event: event ? { id: event.id, title: describeEvent(event), at: event.time } : null,
    graph: graph as Why['graph'],
    nodes: nodesOf(
      answer,
      instantFromMs(nowMs),
      new Set(decisions.flatMap((each) => each.trace.map((step) => step.node))),
    ),
    lit: [...answer.lit],
  };
}

function nodesOf(answer: WhyNot, now: string, passed: ReadonlySet<string>): Record<string, WhyNode> {
  return Object.fromEntries(
    Object.entries(answer.nodes).map(([id, node]) => {
      const reached = node.reached || passed.has(id);
      const state = node.due === undefined ? undefined : reached ? 'active' : node.due > now ? 'armed' : 'done';
      const told: WhyNode = {
        reached,
        ...(node.text && !(reached && node.text === 'not reached') ? { text: node.text } : {}),
        ...(node.condition ? { condition: explanationOf(node.condition) } : {}),
        ...(node.due === undefined ? {} : { due: node.due }),
        ...(state ? { state } : {}),
      };
      return [id, told];
    }),
  );
}

/** The last event of a type that a trigger of the workflow looks at, read back from the log. */
async function lastSensed(
  services: Asked,
  environment: string,
  graph: Workflow,
  record: SubjectRecord,
): Promise<CanonicalEvent | undefined> {
  const wanted = graph.nodes.flatMap((node) => (node.kind === 'trigger' ? node.config.on : []));
  const matches = (type: string) =>
    wanted.some((pattern) => (pattern.endsWith('*') ? type.startsWith(pattern.slice(0, -1)) : type === pattern));
  const seen = Object.entries(record.subject.registers)
    .filter(([path]) => path.startsWith('seen.') && matches(path.slice('seen.'.length)))
    .flatMap(([, entries]) => entries.slice(-1));
  const [last] = seen.sort((a, b) => (a.order < b.order ? 1 : -1));
  if (!last) return undefined;
  const place = await placeOfEvent(services.database, environment, last.source, last.event);
  if (!place) return undefined;
  const [found] = await services.log.read(environment, place.partition, place.offset, 1);
  return found && (JSON.parse(found.value) as CanonicalEvent);
}
