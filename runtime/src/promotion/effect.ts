import type { Effect } from '@slipway/shared/api';
import { compile, type LiveSet, type Program, type StepResult, type SubjectRecord, step } from '@slipway/shared/engine';
import { isFailure } from '@slipway/shared/failure';
import { LIMITS } from '@slipway/shared/limits';
import type { PlannedChange } from '@slipway/shared/promotion';
import { instantFromMs } from '@slipway/shared/time';
import { clockOf } from '../stores/environments-reads.ts';
import {
  countOpenExceptions,
  countOpenRuns,
  countSubjects,
  latestSubjects,
  recordsOf,
} from '../stores/promotion-reads.ts';
import type { Arriving } from './items.ts';
import type { PromotionParts } from './parts.ts';
import type { Target } from './target.ts';

/** Subjects decided before others get their turn. */
const CHUNK = 20;
const EXAMPLES = 10;

/** What applying would do to what goes on in the target. Decides without doing: nothing is written or sent. */
export async function foreseeEffect(
  parts: PromotionParts,
  target: Target,
  changes: readonly PlannedChange[],
  after: Arriving,
): Promise<Effect> {
  const { kysely } = parts.database;
  const { id } = target.environment;
  const workflows = changes.filter((change) => change.from?.hash !== change.to?.hash).map((each) => each.workflow);
  const runs = await countOpenRuns(kysely, id, workflows);
  return {
    runs: runs.map(({ workflow, version, open }) => ({
      workflow,
      version: target.numbers.get(`${workflow} ${version}`) ?? 0,
      open,
    })),
    openExceptions: [...(await countOpenExceptions(kysely, id, workflows))],
    activation: await foreseeActivation(parts, target, {
      ...after,
      graphs: after.graphs.filter((graph) => workflows.includes(graph.id)),
    }),
  };
}

type Activation = Effect['activation'];

/** Feeds the subjects that the target knows what they will be fed on release, and looks what comes of it. */
async function foreseeActivation(
  parts: PromotionParts,
  target: Target,
  { graphs, find }: Arriving,
): Promise<Activation> {
  const { kysely } = parts.database;
  const { id } = target.environment;
  const programs = graphs.flatMap((graph): Program[] => {
    const result = compile(graph, { variables: target.live.variables, references: target.references, workflow: find });
    return result.ok ? [result.program] : [];
  });
  const kinds = [...new Set(graphs.map((graph) => graph.subject))];
  const total = await countSubjects(kysely, id, kinds);
  const subjects = await latestSubjects(kysely, id, kinds, LIMITS.planSubjects);
  const live = await proposedLiveSet(parts, target, programs);
  const nowMs = await nowOf(parts, target);
  const tallies = programs.map((program) => new Tally(program.id));
  for (let from = 0; from < subjects.length; from += CHUNK) {
    for (const { record } of await recordsOf(kysely, id, subjects.slice(from, from + CHUNK))) {
      const before = JSON.parse(record) as SubjectRecord;
      const result = step(live, before, { kind: 'activated', nowMs });
      for (const tally of tallies) tally.add(before, result);
    }
    await new Promise((resolve) => setImmediate(resolve));
  }
  const failed = tallies.reduce((sum, tally) => sum + tally.failed, 0);
  return { checked: subjects.length, total, workflows: tallies.map((tally) => tally.told()), failed };
}

/** Counts what one workflow makes of the subjects that it is shown. */
class Tally {
  readonly #workflow: string;
  readonly #fires: string[] = [];
  readonly #watches: string[] = [];
  #passed = 0;
  #firstDueMs: number | undefined;
  failed = 0;

  constructor(workflow: string) {
    this.#workflow = workflow;
  }

  add(before: SubjectRecord, { record, decisions }: StepResult): void {
    const { subject } = record.subject;
    const own = decisions.find((decision) => decision.workflow === this.#workflow);
    if (own?.failure) this.failed += 1;
    if (own?.trace.some((each) => each.did === 'fired')) this.#fires.push(subject);
    const set = Object.entries(record.timers).filter(
      ([id, timer]) => timer.workflow === this.#workflow && !Object.hasOwn(before.timers, id),
    );
    if (set.length > 0) this.#watches.push(subject);
    for (const [, timer] of set) this.#firstDueMs = Math.min(this.#firstDueMs ?? timer.dueMs, timer.dueMs);
    if (passedBy(before, this.#workflow) < passedBy(record, this.#workflow)) this.#passed += 1;
  }

  told(): Activation['workflows'][number] {
    return {
      workflow: this.#workflow,
      fires: this.#fires.length,
      watches: this.#watches.length,
      firstDue: this.#firstDueMs === undefined ? null : instantFromMs(this.#firstDueMs),
      passed: this.#passed,
      examples: [...this.#fires, ...this.#watches].slice(0, EXAMPLES),
    };
  }
}

/** Deadlines of a subject that had passed when their workflow was released: they are known, and not fired for. */
function passedBy(record: SubjectRecord, workflow: string): number {
  const senses = Object.hasOwn(record.workflows, workflow) ? record.workflows[workflow]?.senses : undefined;
  return Object.values(senses ?? {})
    .flatMap((states) => Object.values(states))
    .filter((state) => state.kind === 'deadline' && state.missed?.opening === '').length;
}

/** Only the new versions are live in it, each as paused as it will be; what runs on others is none of theirs. */
async function proposedLiveSet(parts: PromotionParts, target: Target, programs: readonly Program[]): Promise<LiveSet> {
  const { id, live_set: base } = target.environment;
  const current = await loadedOrNothing(parts, id, base);
  return {
    id: 'plan',
    environment: id,
    live: programs.map((program) => ({
      program,
      paused: target.live.workflows.some((each) => each.workflow === program.id && each.paused),
    })),
    pinned: (workflow, version) =>
      programs.find((program) => program.id === workflow && program.version === version) ??
      current?.pinned(workflow, version),
  };
}

async function loadedOrNothing(parts: PromotionParts, environment: string, base: string) {
  try {
    return await parts.pipeline.liveSets.load(environment, base);
  } catch (error) {
    if (isFailure(error) && error.code === 'not-found') return undefined;
    throw error;
  }
}

async function nowOf(parts: PromotionParts, { environment }: Target): Promise<number> {
  const clock = environment.kind === 'replay' ? await clockOf(parts.database, environment) : null;
  return clock ?? parts.now();
}
