import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Example, exampleSchema } from '@slipway/shared/examples/example.ts';
import { readWorkflow, type Workflow } from '@slipway/shared/workflow';
import { z } from 'zod';
import { repository } from '../support/runtime-process.ts';

/** An example as it is tried: its own workflow and those that live beside it. */
export interface Tried {
  readonly id: string;
  readonly example: Example;
  readonly workflow: Workflow;
  readonly beside: readonly Workflow[];
}

const folder = join(repository, 'shared', 'src', 'examples');

/**
 * The examples of the gallery; with `only`, those of these ids. They are read from their files, so that one that is being
 * written is in nobody else's way. Fails where one is none.
 */
export function readGallery(only: readonly string[] = []): readonly Tried[] {
  const ids = readdirSync(folder).flatMap((name) => (name.endsWith('.json') ? [name.slice(0, -'.json'.length)] : []));
  return (only.length > 0 ? only : ids.sort()).map((id) => {
    const example = readExample(id);
    const beside = (example.beside ?? []).map((other) => workflowOf(readExample(other)));
    return { id, example, workflow: workflowOf(example), beside };
  });
}

/** The files that the gallery shows nobody. */
export async function notShown(tried: readonly Tried[]): Promise<readonly string[]> {
  const { EXAMPLES } = await import('@slipway/shared/examples');
  const shown = new Set(EXAMPLES.map(({ workflow }) => workflow.id));
  return tried.filter(({ id }) => !shown.has(id)).map(({ id }) => `${id}: is not in the gallery's index`);
}

function readExample(id: string): Example {
  const json: unknown = JSON.parse(readFileSync(join(folder, `${id}.json`), 'utf8'));
  const read = exampleSchema.safeParse(json);
  if (!read.success) throw new Error(`${id}: ${z.prettifyError(read.error)}`);
  // What the schema fills in: `data` of an event that has none.
  return { ...(json as Example), scenarios: read.data.scenarios };
}

/** What the gallery as a whole must keep; each breach as a line. */
export function breachesOf(tried: readonly Tried[]): readonly string[] {
  return [...tried.flatMap(missingScenarios), ...sharedTypes(tried)];
}

const NEEDED = ['fires', 'silent', 'clears', 'disorder', 'edge'] as const;
/** A workflow that speaks of local time must be tried on a day on which clocks change. */
const LOCAL_TIME = /"timeZone"|"calendars"|endOfDay|startOfDay|hourOfDay|dayOfWeek|formatLocal|business/i;

function missingScenarios({ id, example }: Tried): readonly string[] {
  if (!example.catalogue) return [];
  const shown = new Set(example.scenarios.flatMap(({ shows = [] }) => shows));
  const needed = LOCAL_TIME.test(JSON.stringify(example.workflow)) ? [...NEEDED, 'dst' as const] : NEEDED;
  return needed.filter((each) => !shown.has(each)).map((each) => `${id}: no scenario shows “${each}”`);
}

/** All examples are live side by side, so two of them that open cases of one type would meet. */
function sharedTypes(tried: readonly Tried[]): readonly string[] {
  const owner = new Map<string, string>();
  return tried.flatMap(({ id, workflow }) =>
    workflow.nodes.flatMap((node) => {
      if (node.kind !== 'exception') return [];
      const { type } = node.config;
      const first = owner.get(type) ?? id;
      owner.set(type, first);
      return first === id ? [] : [`${id}: exceptions of type “${type}” are opened by ${first}`];
    }),
  );
}

function workflowOf({ workflow }: Example): Workflow {
  const read = readWorkflow(workflow);
  if (!read.ok) throw new Error(`${workflow.id}: ${read.problems[0]?.path ?? ''} ${read.problems[0]?.message ?? ''}`);
  return read.workflow;
}
